//! Limits, each in bytes of UTF-8 unless it says otherwise.

/// Longest text of a message.
///
/// The gateway closes a connection with 1009 on a frame above 32 KB, without a word; half of that leaves room for
/// the envelope and escapes, so that a text which is too long gets an error instead.
pub const TEXT: usize = 16 * 1024;
/// Longest text once it is escaped as JSON: with its envelope it still fits one frame of [`FRAME`].
pub const TEXT_ESCAPED: usize = 28 * 1024;
/// Longest message that is read at all: a [`TEXT`] that is all `\u` escapes of non-ASCII letters, and an envelope.
pub const BODY: usize = 64 * 1024;
/// One frame, the unit in which the gateway bills and above which it splits.
pub const FRAME: usize = 32 * 1024;
/// Longest room id.
pub const ROOM_ID: usize = 64;
/// Longest user id: an e-mail address or the subject of a token fits.
pub const USER_ID: usize = 128;
/// Longest name that others see; a user id is a name where there is no other.
pub const USERNAME: usize = 128;
/// Longest id that a client gives to a message or a request.
pub const CLIENT_ID: usize = 64;
/// Rooms (a count) that a room list names at most; the longest possible list still fits one [`FRAME`].
pub const ROOMS_LISTED: usize = 50;
/// Rooms (a count) that one connection can be in: leaving and disconnecting read and write each of them.
pub const ROOMS_PER_CONNECTION: usize = 50;
/// Seconds after which the gateway ends every connection.
pub const CONNECTION_SECONDS: u64 = 2 * 60 * 60;
/// Seconds that a connection's rows live: ten minutes longer, the time after which a silent loss is noticed.
pub const CONNECTION_ROW_SECONDS: u64 = CONNECTION_SECONDS + 10 * 60;
/// Seconds that a message is kept: 30 days.
pub const MESSAGE_SECONDS: u64 = 30 * 24 * 60 * 60;
/// Seconds for which a message that is sent again, with the same `clientMsgId`, is recognised: two days.
pub const GUARD_SECONDS: u64 = 2 * 24 * 60 * 60;
