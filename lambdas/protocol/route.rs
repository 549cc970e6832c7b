//! The routes that a message can select.

macro_rules! routes {
    ($($(#[$doc:meta])* $name:ident = $key:literal, $answers:literal;)*) => {
        /// A custom route: what a client may name as the `type` of a message.
        ///
        /// The stack makes one route for each of [`Route::ALL`], and the handler matches on them exhaustively,
        /// so that a route without a handler does not compile.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Route {
            $($(#[$doc])* $name,)*
        }

        impl Route {
            /// All custom routes, in the order in which a template lists them.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// The route key: the text that [`Route::SELECTION`] must yield.
            pub const fn key(self) -> &'static str {
                match self {
                    $(Self::$name => $key,)*
                }
            }

            /// Whether the handler's response body goes to the client (the route needs a route response).
            ///
            /// The handlers of all other routes post through @connections, their errors included.
            pub const fn answers(self) -> bool {
                match self {
                    $(Self::$name => $answers,)*
                }
            }
        }
    };
}

routes! {
    /// Say something in a room.
    Chat = "chat", false;
    /// Enter a room, and make it the one that messages without a room go to.
    JoinRoom = "join_room", false;
    /// Leave a room.
    LeaveRoom = "leave_room", false;
    /// Say something to one user.
    PrivateMessage = "private_message", false;
    /// List the public rooms.
    RoomList = "room_list", true;
    /// Ask for the welcome frame again.
    Hello = "hello", true;
    /// Ask for a pong.
    Ping = "ping", true;
}

impl Route {
    /// The lifecycle route that decides whether a connection is made.
    pub const CONNECT: &str = "$connect";
    /// The lifecycle route that runs after a connection has ended; best effort.
    pub const DISCONNECT: &str = "$disconnect";
    /// The route of every message that selects no other; it answers, so it needs a route response.
    pub const DEFAULT: &str = "$default";
    /// The expression that selects a route from a message.
    pub const SELECTION: &str = "$request.body.type";

    /// The custom route with this key; none for the lifecycle routes and `$default`.
    pub fn parse(key: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|route| route.key() == key)
    }
}

#[cfg(test)]
mod tests {
    use super::Route;

    #[test]
    fn keys_are_read_back() {
        for route in Route::ALL {
            assert_eq!(Route::parse(route.key()), Some(*route));
        }
    }

    #[test]
    fn a_client_cannot_name_a_lifecycle_route() {
        for key in [
            Route::CONNECT,
            Route::DISCONNECT,
            Route::DEFAULT,
            "",
            "Chat",
            "chat ",
        ] {
            assert_eq!(Route::parse(key), None, "{key:?}");
        }
    }
}
