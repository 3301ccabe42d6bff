//! Classes that bundlers leave out where nobody uses them.
//!
//! They keep a class with a static block, or with a method whose name is computed, for what that may do; unless a call that
//! is marked as pure makes it.

/// How esbuild writes a class at the top level, up to its name.
const START: &str = "var ";
const CLASS: &str = " = class";
const END: &str = "\n};\n";

/// Marks those classes in a bundle.
pub fn mark(bundle: &str) -> String {
    let mut marked = String::with_capacity(bundle.len() + 1024);
    let mut rest = bundle;
    while let Some(end) = rest.find('\n') {
        let (line, after) = rest.split_at(end);
        let class =
            line.strip_prefix(START).and_then(|line| line.split_once(CLASS)).filter(|(_, head)| head.ends_with('{'));
        match (class, after.split_once(END)) {
            (Some((name, head)), Some((body, after))) if body.lines().any(may_do_something) => {
                // A class has the name of its variable, unless it brings one.
                let own = if is_named(head) { String::new() } else { format!(" {name}") };
                marked.push_str(&format!("{START}{name} = /* @__PURE__ */ (() => class{own}{head}{body}\n}})();\n"));
                rest = after;
            }
            _ => {
                marked.push_str(line);
                marked.push('\n');
                rest = &after[1..];
            }
        }
    }
    marked.push_str(rest);
    marked
}

fn is_named(head: &str) -> bool {
    let head = head.trim_start();
    !head.starts_with('{') && !head.starts_with("extends ")
}

fn may_do_something(line: &str) -> bool {
    let Some(member) = line.strip_prefix("  ") else { return false };
    let member = ["static ", "async ", "get ", "set ", "*"]
        .iter()
        .fold(member, |rest, word| rest.strip_prefix(word).unwrap_or(rest));
    member.starts_with('[') || member.starts_with('{')
}

#[cfg(test)]
mod tests {
    use super::mark;

    #[track_caller]
    fn check(bundle: &str, marked: &str) {
        assert_eq!(mark(bundle), marked);
    }

    #[test]
    fn classes_that_may_do_something_are_marked() {
        check(
            "var a;\nvar B = class _B {\n  static {\n    a = 1;\n  }\n};\nvar c = 2;\n",
            "var a;\nvar B = /* @__PURE__ */ (() => class _B {\n  static {\n    a = 1;\n  }\n})();\nvar c = 2;\n",
        );
        check(
            "var A = class extends B {\n  get [C]() {\n  }\n};\n",
            "var A = /* @__PURE__ */ (() => class A extends B {\n  get [C]() {\n  }\n})();\n",
        );
        check(
            "var A = class {\n  [B]() {\n  }\n};\n",
            "var A = /* @__PURE__ */ (() => class A {\n  [B]() {\n  }\n})();\n",
        );
    }

    #[test]
    fn all_else_stays() {
        for bundle in [
            "",
            "x",
            "var A = class extends B {\n  c() {\n    [d] = e;\n  }\n};\n",
            "var A = class {\n};\nvar b = [c];\n",
        ] {
            check(bundle, bundle);
        }
    }
}
