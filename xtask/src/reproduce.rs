//! `cargo xtask reproduce`: builds the package a second time, in another folder, and compares the tarballs byte by byte.

use crate::arguments::Arguments;
use crate::build::{self, ARTEFACTS, VALIDATOR};
use crate::repository::Repository;
use crate::{pack, project, tools};
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

pub fn run(repository: &Repository, arguments: Arguments) -> Result<()> {
    arguments.finish()?;
    build::build(repository)?;
    let tarball = pack::pack(repository)?;
    let other = copy(repository)?;
    build::make(&other, &ARTEFACTS)?;
    compare(repository, &tarball, &other)?;
    println!("{} comes out the same in {}.", tarball.display(), other.root.display());
    Ok(())
}

/// The same in a fraction of the time: only the validator is compiled anew; of the others, the bundles are made anew.
pub fn check(repository: &Repository, tarball: &Path) -> Result<()> {
    let other = copy(repository)?;
    project::copy_all(&repository.path("pkg/wasm"), &other.path("pkg/wasm"))?;
    build::make(&other, &[VALIDATOR])?;
    compare(repository, tarball, &other)
}

/// The sources, in a folder whose name is of another length, and what installed tools are linked to.
pub fn copy(repository: &Repository) -> Result<Repository> {
    let root = repository.target.join("reproduce").join("elsewhere");
    tools::empty_folder(&root)?;
    let mut git = Command::new("git");
    git.current_dir(&repository.root).args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"]);
    let listed = tools::run_quietly(&mut git).context("the sources are listed by git")?;
    for file in listed.split('\0').filter(|file| !file.is_empty()).map(Path::new) {
        let (from, to) = (repository.root.join(file), root.join(file));
        // Whatever is listed but deleted is no source.
        if from.is_file() {
            fs::create_dir_all(to.parent().context("a file without a folder")?)?;
            tools::copy(&from, &to)?;
        }
    }
    link(&repository.path("node_modules"), &root.join("node_modules"))?;
    let target = root.join("target");
    Ok(Repository { root, target, xtask: repository.xtask.clone() })
}

fn link(folder: &Path, at: &Path) -> Result<()> {
    #[cfg(unix)]
    let linked = std::os::unix::fs::symlink(folder, at);
    #[cfg(windows)]
    let linked = std::os::windows::fs::symlink_dir(folder, at);
    linked.with_context(|| format!("cannot link {} to {}", at.display(), folder.display()))
}

/// Of the tarballs: pkg/ may hold what an earlier build left there.
fn compare(repository: &Repository, tarball: &Path, other: &Repository) -> Result<()> {
    let again = pack::pack(other)?;
    if tools::read(tarball)? != tools::read(&again)? {
        let different = different(&repository.path("pkg"), &other.path("pkg"), Path::new(""))?;
        let files: Vec<String> = different.iter().map(|file| file.display().to_string()).collect();
        bail!(
            "{} and {} differ. These files of pkg/ are others, or in one of them alone: {}",
            tarball.display(),
            again.display(),
            files.join(", ")
        );
    }
    tools::remove_folder(&other.root)
}

/// The files that are not the same in both, or are in one alone.
fn different(one: &Path, other: &Path, inside: &Path) -> Result<Vec<PathBuf>> {
    let mut names = Vec::new();
    for folder in [one, other] {
        let folder = folder.join(inside);
        if folder.is_dir() {
            names.extend(tools::list(&folder)?.iter().filter_map(|path| Some(PathBuf::from(path.file_name()?))));
        }
    }
    names.sort();
    names.dedup();
    let mut found = Vec::new();
    for path in names.iter().map(|name| inside.join(name)) {
        let (one_file, other_file) = (one.join(&path), other.join(&path));
        if one_file.is_dir() || other_file.is_dir() {
            found.extend(different(one, other, &path)?);
        } else if fs::read(&one_file).ok() != fs::read(&other_file).ok() {
            found.push(path);
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::different;
    use std::path::{Path, PathBuf};

    #[test]
    fn what_differs_is_named() {
        let folder = std::env::temp_dir().join(format!("reproduce-{}", std::process::id()));
        let [one, other] = ["one", "other"].map(|name| folder.join(name));
        for (file, text) in
            [("one/a", "1"), ("other/a", "1"), ("one/dist/b", "1"), ("other/dist/b", "2"), ("other/only/c", "")]
        {
            let file = folder.join(file);
            std::fs::create_dir_all(file.parent().unwrap()).unwrap();
            std::fs::write(file, text).unwrap();
        }
        let found = different(&one, &other, Path::new("")).unwrap();
        assert_eq!(found, ["dist/b", "only/c"].map(PathBuf::from));
        std::fs::remove_dir_all(folder).unwrap();
    }
}
