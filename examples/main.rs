//! Writes the assembly of all examples: `synth [FOLDER]`, into `target/assembly` where no folder is named.

use constructs::AppError;

fn main() -> Result<(), AppError> {
    let folder = std::env::args_os().nth(1);
    let folder = folder.unwrap_or_else(|| "target/assembly".into());
    examples::app()?.write(folder)?;
    Ok(())
}
