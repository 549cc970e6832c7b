//! Text that is checked once: by the compiler where it is written out, by `parse` where it is computed.

/// Declares a type of checked text and its error: `Name if check`, the refusal at run time as a format of the text, and
/// the refusal of the compiler. The macro that makes one from a literal calls `__literal` in a constant.
macro_rules! checked_text {
    (
        $(#[$doc:meta])*
        $name:ident if $check:path;
        $(#[$error_doc:meta])*
        $error:ident: $refusal:literal, $refusal_of_compiler:literal
    ) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        pub struct $name(std::borrow::Cow<'static, str>);

        $(#[$error_doc])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub struct $error(pub String);

        impl std::fmt::Display for $error {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, $refusal, self.0)
            }
        }

        impl std::error::Error for $error {}

        impl $name {
            /// Checks text that is computed.
            pub fn parse(text: impl Into<String>) -> Result<Self, $error> {
                let text = text.into();
                if $check(&text) {
                    Ok(Self(text.into()))
                } else {
                    Err($error(text))
                }
            }

            #[doc(hidden)]
            #[track_caller]
            pub const fn __literal(text: &'static str) -> Self {
                assert!($check(text), $refusal_of_compiler);
                Self(std::borrow::Cow::Borrowed(text))
            }

            /// The text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

pub(super) use checked_text;
