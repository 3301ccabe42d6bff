//! Chromium and its driver, Firefox and WebKit, installed when they are missing and that is possible.

use crate::tools;
use anyhow::{Context, Result, bail};
use std::path::PathBuf;
use std::process::Command;

const BROWSERS: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const DRIVER: &str = "chromedriver";
const FIREFOXES: [&str; 2] = ["firefox-esr", "firefox"];

pub struct Browser {
    pub program: PathBuf,
    pub driver: PathBuf,
}

pub fn ensure() -> Result<Browser> {
    if let Some(browser) = find() {
        return Ok(browser);
    }
    if can_install() {
        println!("Installing chromium and chromium-driver with apt-get.");
        install(&["chromium", "chromium-driver"]).context("apt-get could not install chromium and chromium-driver")?;
        if let Some(browser) = find() {
            return Ok(browser);
        }
    }
    bail!(
        "headless Chromium and its driver are needed, as `chromium` (or `google-chrome`) and `{DRIVER}` on the PATH. \
         On Debian: `sudo apt-get install chromium chromium-driver`. Elsewhere install both, in the same version, by \
         your system's own way. `cargo xtask test check native build wasm-node size types` leaves out what needs a browser."
    )
}

fn find() -> Option<Browser> {
    let program = BROWSERS.iter().find_map(|name| tools::find_program(name))?;
    Some(Browser { program, driver: tools::find_program(DRIVER)? })
}

/// Firefox, which not every machine has: without it, what needs it is skipped.
pub fn firefox() -> Option<PathBuf> {
    find_or_install(&["firefox-esr"], || FIREFOXES.iter().find_map(|name| tools::find_program(name)))
}

/// WebKitGTK's driver, and the X server for it, since its browser has no headless mode. Without them, what needs them is
/// skipped.
pub struct WebKit {
    pub driver: PathBuf,
    pub screen: PathBuf,
}

pub fn webkit() -> Option<WebKit> {
    find_or_install(&["webkit2gtk-driver", "xvfb"], || {
        Some(WebKit { driver: tools::find_program("WebKitWebDriver")?, screen: tools::find_program("Xvfb")? })
    })
}

fn find_or_install<T>(packages: &[&str], find: impl Fn() -> Option<T>) -> Option<T> {
    let found = find();
    if found.is_some() || !can_install() {
        return found;
    }
    let names = packages.join(" and ");
    println!("Installing {names} with apt-get.");
    if let Err(error) = install(packages) {
        println!("WARNING: apt-get could not install {names}: {error:#}");
    }
    find()
}

fn can_install() -> bool {
    tools::find_program("apt-get").is_some() && is_root()
}

fn is_root() -> bool {
    tools::run_quietly(Command::new("id").arg("-u")).is_ok_and(|printed| printed.trim() == "0")
}

fn install(packages: &[&str]) -> Result<()> {
    let apt_get = |arguments: &[&str]| {
        let mut command = Command::new("apt-get");
        command.args(arguments).env("DEBIAN_FRONTEND", "noninteractive");
        tools::run_quietly(&mut command).map(drop)
    };
    apt_get(&["update"])?;
    apt_get(&[&["install", "-y", "--no-install-recommends"], packages].concat())
}
