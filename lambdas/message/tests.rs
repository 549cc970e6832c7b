mod chat;
mod list;
mod membership;
mod private;
mod routing;
