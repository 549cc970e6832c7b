//! Keys and indexes of the tables: the stack declares them, the handlers use them. What else a row has is the handlers'
//! own business.

/// When a row is over, in seconds since 1970. DynamoDB deletes such a row days later, so every read filters on it.
pub const EXPIRES_AT: &str = "expiresAt";
/// The sort key of `Connections` and `Rooms`.
pub const SK: &str = "sk";

/// The table `Connections`: a row `C` per connection and a row `R#roomId` per room it is in.
pub mod connections {
    /// Hash key: the connection's id.
    pub const CONNECTION_ID: &str = "connectionId";
    /// When the connection was made, in milliseconds: with the id it names one connection for ever.
    pub const CONNECTED_AT: &str = "connectedAt";
    /// The name that others see.
    pub const USERNAME: &str = "username";
    /// Sort key of the connection's own row.
    pub const CONNECTION_ROW: &str = "C";
    /// How the sort key of a membership begins.
    pub const ROOM_ROW_PREFIX: &str = "R#";

    /// The index of a user's connections; sparse: only rows `C` have its hash key.
    pub const USER_INDEX: &str = "UserIndex";
    /// Hash key of [`USER_INDEX`].
    pub const USER_ID: &str = "userId";
    /// The index of a room's connections; sparse: only rows `R#` have its hash key.
    pub const ROOM_INDEX: &str = "RoomIndex";
    /// Hash key of [`ROOM_INDEX`]: `roomId#shard`.
    pub const ROOM_KEY: &str = "roomKey";
    /// The user of a membership. Not [`USER_ID`]: a membership must not appear in [`USER_INDEX`].
    pub const MEMBER_ID: &str = "memberId";

    /// What [`USER_INDEX`] projects besides its keys.
    pub const USER_INDEX_INCLUDES: &[&str] = &[USERNAME, CONNECTED_AT, super::EXPIRES_AT];
    /// What [`ROOM_INDEX`] projects besides its keys.
    pub const ROOM_INDEX_INCLUDES: &[&str] = &[MEMBER_ID, USERNAME, CONNECTED_AT, super::EXPIRES_AT];

    /// Shards per room: one partition of an index takes 1,000 writes per second, and a throttled index stops its table.
    ///
    /// It may grow; when it shrinks, members of the shards that vanish hear nothing until they reconnect.
    pub const ROOM_SHARDS: u32 = 4;
}

/// The table `Rooms`: a row `META` per room.
pub mod rooms {
    /// Hash key: the room's id.
    pub const ROOM_ID: &str = "roomId";
    /// Sort key of the room's own row.
    pub const META_ROW: &str = "META";

    /// The index of the rooms that a user owns.
    pub const OWNER_INDEX: &str = "OwnerIndex";
    /// Hash key of [`OWNER_INDEX`].
    pub const OWNER_ID: &str = "ownerId";
    /// Range key of [`OWNER_INDEX`]: when it was made, then the room's id.
    pub const OWNER_SORT: &str = "ownerSort";
    /// The index of public rooms by activity; sparse: a private room is not in it and cannot leak. Keys only.
    pub const DIRECTORY_INDEX: &str = "DirectoryIndex";
    /// Hash key of [`DIRECTORY_INDEX`]: `public#bucket`.
    pub const DIRECTORY_KEY: &str = "directoryKey";
    /// Range key of [`DIRECTORY_INDEX`]: when it was last active, then the room's id.
    pub const ACTIVITY_SORT: &str = "activitySort";

    /// Buckets of the directory: see [`ROOM_SHARDS`](super::connections::ROOM_SHARDS).
    pub const DIRECTORY_BUCKETS: u32 = 10;
}

/// The table `Messages`: a row per message and a row per message id that a client gave.
pub mod messages {
    /// Hash key: the room's id, or `D#userId#clientMsgId` for a guard.
    pub const ROOM_BUCKET: &str = "roomBucket";
    /// Range key: the message's number within its room, a number; 0 for a guard.
    pub const SEQ: &str = "seq";
    /// How the hash key of a guard begins; no room id can begin so.
    pub const GUARD_PREFIX: &str = "D#";

    /// The index of a room's messages by time. Keys only.
    pub const ROOM_TIMESTAMP_INDEX: &str = "RoomTimestampIndex";
    /// Range key of [`ROOM_TIMESTAMP_INDEX`]: milliseconds, then the number, as one sortable text.
    pub const TIME_SEQ: &str = "timeSeq";
}
