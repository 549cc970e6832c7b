//! A page that fits into a comment.

use crate::ui::counted;

/// Code hosts take so much of a comment: GitHub 65,536 characters. Bytes are counted, which are never fewer, and some are
/// left for what a workflow puts around it.
const LONGEST: usize = 65_000;

/// What a cut leaves room for: the line that says so.
const SPARE: usize = 200;

/// Lines between two borders, which are there both or not at all.
#[derive(Debug)]
pub(super) struct Block {
    open: String,
    lines: Vec<String>,
    close: &'static str,
}

impl Block {
    /// Lines in a fence.
    pub(super) fn fence(language: &str, lines: Vec<String>) -> Self {
        Self {
            open: format!("\n```{language}\n"),
            lines,
            close: "```\n",
        }
    }

    /// Lines in a fence that a reader has to open.
    pub(super) fn fold(title: &str, language: &str, lines: Vec<String>) -> Self {
        Self {
            open: format!("\n<details><summary>{title}</summary>\n\n```{language}\n"),
            lines,
            close: "```\n\n</details>\n",
        }
    }

    /// The bytes of all of it.
    pub(super) fn size(&self) -> usize {
        self.open.len() + size(&self.lines) + self.close.len()
    }
}

/// The bytes of some lines.
pub(super) fn size(lines: &[String]) -> usize {
    lines.iter().map(|line| line.len() + 1).sum()
}

/// Lines, as many as fit.
#[derive(Debug, Default)]
pub(super) struct Page {
    text: String,
    /// How many lines did not fit.
    cut: usize,
}

impl Page {
    /// Adds a line, if it fits.
    pub(super) fn line(&mut self, line: &str) {
        self.line_before(line, 0);
    }

    /// Adds a line, if it fits and leaves so many bytes for what comes after.
    fn line_before(&mut self, line: &str, after: usize) {
        if self.text.len() + line.len() + 1 + after > LONGEST - SPARE {
            self.cut += 1;
        } else {
            self.text.push_str(line);
            self.text.push('\n');
        }
    }

    /// Adds as much of a block as leaves so many bytes for what comes after.
    pub(super) fn block(&mut self, block: &Block, after: usize) {
        let Block { open, lines, close } = block;
        if self.text.len() + open.len() + close.len() + after > LONGEST - SPARE {
            self.cut += lines.len();
            return;
        }
        self.text.push_str(open);
        for line in lines {
            self.line_before(line, after + close.len());
        }
        self.text.push_str(close);
    }

    /// The text; where it is cut, it says so.
    pub(super) fn finish(mut self) -> String {
        if self.cut > 0 {
            let lines = counted(self.cut, "more line");
            self.text.extend([
                "\n**",
                &lines,
                "** did not fit into a comment; `gatewright diff` shows all of them.\n",
            ]);
        }
        self.text
    }
}
