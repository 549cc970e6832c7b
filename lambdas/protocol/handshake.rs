//! What a client says when it connects, and what later events remember of it.

/// Query parameter: who connects; believed in guest mode only.
pub const USER_ID: &str = "userId";
/// Query parameter: the name that others see; believed in guest mode only.
pub const USERNAME: &str = "username";
/// Query parameter: the first room; [`DEFAULT_ROOM`] when absent.
pub const ROOM_ID: &str = "roomId";
/// Query parameter: the proof of who connects. Never log it.
pub const TOKEN: &str = "token";

/// The room of a connection that names none. Nobody owns it.
pub const DEFAULT_ROOM: &str = "general";
/// How a token begins that guest mode believes.
pub const GUEST_TOKEN_PREFIX: &str = "valid_";
/// The one subprotocol: a client that offers it gets it back, as browsers demand.
pub const SUBPROTOCOL: &str = "gatewright.chat.v1";

/// Member of the authorizer's context: the user's id.
pub const CONTEXT_USER_ID: &str = "userId";
/// Member of the authorizer's context: the name that others see.
pub const CONTEXT_USERNAME: &str = "username";
/// Member of the authorizer's context: whether nobody vouches for the user. Later events carry it as text.
pub const CONTEXT_GUEST: &str = "guest";
