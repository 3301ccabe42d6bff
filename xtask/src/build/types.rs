//! The type declarations for `require`: copies of the committed ones, under names that TypeScript takes for CommonJS.

use crate::repository::Repository;
use crate::tools;
use anyhow::Result;

pub fn write(repository: &Repository, entry: &str) -> Result<()> {
    let text = tools::read_text(&repository.path("pkg").join(format!("{entry}.d.ts")))?;
    let target = repository.path("pkg/dist").join(format!("{entry}.d.cts"));
    tools::write(&target, to_commonjs(&text))
}

/// `./index.js` becomes `./index.cjs`; nothing else is a relative import there.
fn to_commonjs(text: &str) -> String {
    let mut rest = text;
    let mut out = String::with_capacity(text.len());
    while let Some(start) = rest.find("'./") {
        let (before, import) = rest.split_at(start);
        out.push_str(before);
        let end = import[1..].find('\'').map_or(import.len(), |at| at + 2);
        let (import, after) = import.split_at(end);
        match import.strip_suffix(".js'") {
            Some(path) => out.push_str(&format!("{path}.cjs'")),
            None => out.push_str(import),
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::to_commonjs;

    #[test]
    fn only_relative_imports_are_renamed() {
        assert_eq!(
            to_commonjs(
                "import type { A } from './index.js';\nexport type B = import('./index.js').B; // 'x.js' './y'"
            ),
            "import type { A } from './index.cjs';\nexport type B = import('./index.cjs').B; // 'x.js' './y'"
        );
        assert_eq!(to_commonjs("'./"), "'./");
    }
}
