//! Bounds how deeply a filter nests before the engine's recursive parser sees it.
//!
//! The parser and the compiler recurse once for each bracket, each operator and each keyword on
//! the way to the innermost term. This scan walks the source without recursion, in step with the
//! engine's lexer (strings, `\(…)` inside them, comments), and adds up what lies on the way: an
//! operator stays on the way until the bracket around it closes. The sum is an upper bound of
//! the true depth, so a filter that passes fits the stack that [`compile`](super::compile()) gives it.

/// How much may lie on the way to the innermost term, where an operator counts one.
const DEPTH_BUDGET: u32 = 2048;

/// What a bracket counts: it takes several frames of the parser.
const BRACKET_COST: u32 = 8;

/// What a definition counts: it copies the set of all definitions around it.
const DEFINITION_COST: u32 = 16;

/// The keywords that make the parser recurse.
const KEYWORDS: [&str; 13] =
    ["if", "then", "elif", "else", "try", "catch", "label", "reduce", "foreach", "as", "and", "or", "import"];

/// Something that was opened and not closed yet.
struct Level {
    /// The character that ends it: a bracket, or `"` for a string.
    end: char,
    /// What it added to the depth, itself included.
    cost: u32,
}

/// Returns the byte offset at which the filter nests too deeply, if it does.
pub(super) fn too_deep_at(source: &str) -> Option<usize> {
    let mut scan = Scan { source, at: 0, levels: Vec::new(), top: 0, depth: 0 };
    while scan.depth <= DEPTH_BUDGET {
        if !scan.step() {
            return None;
        }
    }
    Some(scan.at)
}

/// Finds the parenthesis that closes the one before `start`: its byte offset.
pub(crate) fn closing_parenthesis(source: &str, start: usize) -> Option<usize> {
    let levels = vec![Level { end: ')', cost: 0 }];
    let mut scan = Scan { source, at: start, levels, top: 0, depth: 0 };
    while scan.step() {
        if scan.levels.is_empty() {
            return Some(scan.at - 1);
        }
    }
    None
}

struct Scan<'a> {
    source: &'a str,
    at: usize,
    levels: Vec<Level>,
    /// What lies outside of any bracket.
    top: u32,
    depth: u32,
}

impl Scan<'_> {
    /// Looks at what comes next. Returns false at the end, or where the lexer gives up.
    fn step(&mut self) -> bool {
        let Some(next) = self.rest().chars().next() else {
            return false;
        };
        if self.levels.last().is_some_and(|level| level.end == '"') {
            self.in_string(next);
            return true;
        }
        match next {
            '#' => self.comment(),
            '"' => self.open('"', 0),
            '(' => self.open(')', BRACKET_COST),
            '[' => self.open(']', BRACKET_COST),
            '{' => self.open('}', BRACKET_COST),
            'a'..='z' | 'A'..='Z' | '_' => self.word(),
            '|' | '=' | '!' | '<' | '>' | '+' | '-' | '*' | '/' | '%' => self.operator(),
            ',' => self.count(1, 1),
            '0'..='9' | '$' | '@' | '.' | ':' | ';' | '?' => self.at += 1,
            c if c.is_whitespace() => self.at += c.len_utf8(),
            c => return self.close(c),
        }
        true
    }

    fn rest(&self) -> &str {
        &self.source[self.at..]
    }

    /// Counts a token of `len` bytes.
    fn count(&mut self, len: usize, cost: u32) {
        self.at += len;
        self.depth += cost;
        match self.levels.last_mut() {
            Some(level) => level.cost += cost,
            None => self.top += cost,
        }
    }

    fn open(&mut self, end: char, cost: u32) {
        self.at += 1;
        self.depth += cost;
        self.levels.push(Level { end, cost });
    }

    /// Handles a closing bracket, and any character that no token starts with. Like the lexer,
    /// this leaves every bracket that the character does not close, up to an enclosing string.
    fn close(&mut self, c: char) -> bool {
        while let Some(level) = self.levels.pop_if(|level| level.end != '"') {
            self.depth -= level.cost;
            if level.end == c {
                self.at += c.len_utf8();
                return true;
            }
        }
        !self.levels.is_empty()
    }

    fn word(&mut self) {
        let rest = self.rest();
        let len = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(rest.len());
        let cost = match &rest[..len] {
            "def" => DEFINITION_COST,
            word if KEYWORDS.contains(&word) => 1,
            _ => 0,
        };
        self.count(len, cost);
    }

    /// Counts one operator. A minus always stands alone, so that `---` is three operators.
    fn operator(&mut self) {
        let tail = self.rest()[1..].find(|c| !"|=!<>+*/%".contains(c));
        let len = tail.map_or(self.rest().len(), |tail| tail + 1);
        self.count(len, 1);
    }

    /// Skips a comment, which goes on after a line that ends in an odd number of backslashes.
    fn comment(&mut self) {
        loop {
            let rest = self.rest();
            let Some(len) = rest.find('\n') else {
                self.at = self.source.len();
                return;
            };
            let line = &rest[..len];
            let line = line.strip_suffix('\r').unwrap_or(line);
            let backslashes = line.len() - line.trim_end_matches('\\').len();
            self.at += len + 1;
            if backslashes.is_multiple_of(2) {
                return;
            }
        }
    }

    fn in_string(&mut self, next: char) {
        if next == '"' {
            self.levels.pop();
            self.at += 1;
        } else if next != '\\' {
            let rest = self.rest();
            self.at += rest.find(['\\', '"']).unwrap_or(rest.len());
        } else {
            self.at += 1;
            match self.rest().chars().next() {
                Some('(') => self.open(')', BRACKET_COST),
                Some('\\' | '"') => self.at += 1,
                // Any other escape, known or not, goes on like text.
                _ => {}
            }
        }
    }
}
