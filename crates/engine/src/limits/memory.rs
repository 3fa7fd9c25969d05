//! How much memory there is for this process: the machine's, or what its control groups leave of it.

use std::fs;
use std::path::{Path, PathBuf};

/// Where the system does not say how much memory it has.
const ASSUMED: usize = 8 << 30;

/// The bytes of memory that this process may use: the machine's, or the limit of its control group where that is less.
pub fn machine_memory() -> usize {
    let groups = fs::read_to_string("/proc/self/cgroup").ok();
    let limit = groups.and_then(|groups| group_limit(&groups, Path::new("/sys/fs/cgroup")));
    let machine = fs::read_to_string("/proc/meminfo").ok().and_then(|text| total(&text)).unwrap_or(ASSUMED);
    limit.map_or(machine, |limit| limit.min(machine))
}

/// The machine's memory, where Linux tells it.
fn total(meminfo: &str) -> Option<usize> {
    let line = meminfo.lines().find_map(|line| line.strip_prefix("MemTotal:"))?;
    let kilobytes: usize = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    kilobytes.checked_mul(1024)
}

/// The least limit of the process's control groups and all that they are in. `groups` is `/proc/self/cgroup`: lines of
/// `number:controllers:path`.
fn group_limit(groups: &str, root: &Path) -> Option<usize> {
    let limits = groups.lines().filter_map(|line| {
        let mut parts = line.splitn(3, ':').skip(1);
        let (controllers, path) = (parts.next()?, parts.next()?);
        let (hierarchy, file) = match controllers {
            "" => (root.to_path_buf(), "memory.max"),
            names if names.split(',').any(|name| name == "memory") => (root.join("memory"), "memory.limit_in_bytes"),
            _ => return None,
        };
        // Inside of a container the group's own path may not be there, and its limit stands at the root.
        let own = hierarchy.join(path.trim_start_matches('/'));
        let folders: Vec<PathBuf> =
            own.ancestors().take_while(|f| f.starts_with(&hierarchy)).map(Path::to_path_buf).collect();
        // "max" and numbers beyond a machine word mean that there is no limit.
        folders.iter().filter_map(|f| fs::read_to_string(f.join(file)).ok()?.trim().parse().ok()).min()
    });
    limits.min()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_machine_has_some() {
        assert!(machine_memory() > 1 << 20);
        assert_eq!(total("MemTotal:       16316412 kB\nMemFree: 1 kB\n"), Some(16_316_412 * 1024));
        assert_eq!(total("nothing"), None);
    }

    #[test]
    fn the_least_limit_of_all_groups_counts() {
        let root = tempfile::tempdir().unwrap();
        let write = |file: &str, text: &str| {
            let path = root.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        };
        assert_eq!(group_limit("0::/a/b\n", root.path()), None);
        write("a/b/memory.max", "max\n");
        write("a/memory.max", "2000000\n");
        write("memory.max", "3000000\n");
        assert_eq!(group_limit("0::/a/b\n", root.path()), Some(2_000_000));
        assert_eq!(group_limit("0::/not/here\n", root.path()), Some(3_000_000));
        write("memory/c/memory.limit_in_bytes", "1000000\n");
        assert_eq!(group_limit("5:cpu,memory:/c\n0::/a\n", root.path()), Some(1_000_000));
        assert_eq!(group_limit("5:cpu:/c\n", root.path()), None);
    }
}
