//! Pages of lists. One more is read than is asked for: it shows whether there is a next page.

/// A page of what was read, and the cursor of the next one, if there is one: of the last that is on this page.
pub(crate) fn cut<T, C>(mut read: Vec<T>, limit: usize, cursor: impl FnOnce(&T) -> C) -> (Vec<T>, Option<C>) {
    let more = read.len() > limit;
    read.truncate(limit);
    let next = read.last().filter(|_| more).map(cursor);
    (read, next)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_has_a_next_one_if_more_was_read() {
        assert_eq!(cut(vec![1, 2, 3], 2, |last| *last), (vec![1, 2], Some(2)));
        assert_eq!(cut(vec![1, 2], 2, |last| *last), (vec![1, 2], None));
        assert_eq!(cut(vec![], 2, |last: &u8| *last), (vec![], None));
    }
}
