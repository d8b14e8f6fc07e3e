//! Which file systems report changes: the kernel's list of mounts, as in proc_pid_mountinfo(5).

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

/// File systems whose files change without the kernel knowing: on another machine, or on the host of this one.
const SILENT: [&str; 27] = [
    "9p",
    "9pnet",
    "v9fs",
    "drvfs",
    "virtiofs",
    "fakeowner",
    "grpcfuse",
    "osxfs",
    "fuse",
    "nfs",
    "nfs3",
    "nfs4",
    "cifs",
    "smb3",
    "smbfs",
    "vboxsf",
    "prl_fs",
    "vmhgfs",
    "afs",
    "ceph",
    "coda",
    "beegfs",
    "gpfs",
    "lustre",
    "ncpfs",
    "orangefs",
    "glusterfs",
];

/// The mounts of this machine as they are now.
#[derive(Debug, Default)]
pub(super) struct Mounts(Vec<Mount>);

#[derive(Debug, PartialEq, Eq)]
struct Mount {
    point: PathBuf,
    kind: String,
}

impl Mounts {
    /// Reads the list; it is empty where there is none.
    pub(super) fn read() -> Self {
        // Not as text: a mount point may have any bytes.
        fs::read("/proc/self/mountinfo").map(|text| Self::parse(&text)).unwrap_or_default()
    }

    fn parse(text: &[u8]) -> Self {
        Self(text.split(|&byte| byte == b'\n').filter_map(Mount::parse).collect())
    }

    /// The type of the file system that a real path is on, provided that it does not report changes.
    pub(super) fn silent(&self, path: &Path) -> Option<&str> {
        let above = self.0.iter().filter(|mount| path.starts_with(&mount.point));
        // Of several at the same place the last one covers the others, and `max_by_key` takes it.
        let mount = above.max_by_key(|mount| mount.point.components().count())?;
        let silent = SILENT.contains(&mount.kind.as_str()) || mount.kind.starts_with("fuse.");
        silent.then_some(mount.kind.as_str())
    }
}

impl Mount {
    /// `36 35 98:0 /root /mnt/point rw,noatime shared:1 - ext4 /dev/sda rw`: any number of fields before the ` - `.
    fn parse(line: &[u8]) -> Option<Self> {
        let mut fields = line.split(|&byte| byte == b' ');
        let point = unescape(fields.nth(4)?);
        let kind = fields.skip_while(|field| *field != b"-").nth(1)?;
        Some(Self { point: point.into(), kind: String::from_utf8_lossy(kind).into_owned() })
    }
}

/// A path in which the kernel has written spaces, tabs, newlines and backslashes as `\040`.
fn unescape(field: &[u8]) -> OsString {
    let mut bytes = Vec::with_capacity(field.len());
    let mut rest = field;
    while let Some((&first, after)) = rest.split_first() {
        let octal = |digits: &[u8]| {
            digits.iter().try_fold(0_u8, |value, digit| match digit {
                b'0'..=b'7' => value.checked_mul(8)?.checked_add(digit - b'0'),
                _ => None,
            })
        };
        match after.get(..3).and_then(octal) {
            Some(byte) if first == b'\\' => {
                bytes.push(byte);
                rest = &after[3..];
            }
            _ => {
                bytes.push(first);
                rest = after;
            }
        }
    }
    os_string(bytes)
}

#[cfg(unix)]
fn os_string(bytes: Vec<u8>) -> OsString {
    std::os::unix::ffi::OsStringExt::from_vec(bytes)
}

#[cfg(not(unix))]
fn os_string(bytes: Vec<u8>) -> OsString {
    String::from_utf8_lossy(&bytes).into_owned().into()
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn silent(text: &str, path: &str) -> Option<String> {
        Mounts::parse(text.as_bytes()).silent(Path::new(path)).map(Into::into)
    }

    const ROOT: &str = "27 1 254:0 / / rw,relatime - ext4 /dev/vda rw,discard\n";

    /// One mount at `/shared` over an ext4 root.
    fn on_shared(kind: &str) -> Option<String> {
        let text = format!("{ROOT}90 27 0:50 / /shared rw,relatime shared:7 master:2 - {kind} source rw\n");
        silent(&text, "/shared/site")
    }

    #[test]
    fn local_file_systems_report_changes() {
        for kind in ["ext4", "xfs", "btrfs", "tmpfs", "overlay", "zfs", "f2fs", "bcachefs", "vfat", "ntfs3", "fuseblk"]
        {
            assert_eq!(on_shared(kind), None, "{kind}");
        }
    }

    #[test]
    fn remote_and_shared_ones_do_not() {
        for kind in [
            "9p",
            "v9fs",
            "drvfs",
            "virtiofs",
            "fakeowner",
            "osxfs",
            "fuse.grpcfuse",
            "fuse.sshfs",
            "fuse.rclone",
            "nfs",
            "nfs4",
            "cifs",
            "smb3",
            "vboxsf",
            "prl_fs",
            "fuse.vmhgfs-fuse",
            "fuse",
            "ceph",
        ] {
            assert_eq!(on_shared(kind).as_deref(), Some(kind));
        }
    }

    #[test]
    fn windows_drives_in_wsl2() {
        let text = "\
72 62 8:32 / / rw,relatime - ext4 /dev/sdc rw,discard,errors=remount-ro,data=ordered
104 72 0:60 / /mnt/c rw,noatime - 9p C:\\134 rw,dirsync,aname=drvfs;path=C:\\;uid=1000;gid=1000;symlinkroot=/mnt/,mmap,access=client,msize=65536,trans=fd,rfd=5,wfd=5
105 72 0:61 / /mnt/d rw,noatime - virtiofs drvfsaD14 rw
";
        assert_eq!(silent(text, "/mnt/c/Users/me/site").as_deref(), Some("9p"));
        assert_eq!(silent(text, "/mnt/d/site").as_deref(), Some("virtiofs"));
        assert_eq!(silent(text, "/home/me/site"), None);
        assert_eq!(silent(text, "/mnt/cellar"), None);
    }

    #[test]
    fn a_container_of_docker_desktop() {
        let text = "\
1001 800 0:120 / / rw,relatime master:300 - overlay overlay rw,lowerdir=/var/lib/docker/a:/b,upperdir=/u,workdir=/w
1002 1001 0:121 / /proc rw,nosuid,nodev,noexec,relatime - proc proc rw
1003 1001 0:41 /me/site /site rw,nosuid,nodev,relatime - fuse.grpcfuse grpcfuse rw,user_id=0,group_id=0,allow_other
1004 1003 0:42 /vol /site/content rw,relatime - ext4 /dev/vda1 rw
1005 1001 0:43 / /mac rw,relatime - fakeowner /run/host_mark/Users rw
";
        assert_eq!(silent(text, "/site").as_deref(), Some("fuse.grpcfuse"));
        assert_eq!(silent(text, "/site/templates").as_deref(), Some("fuse.grpcfuse"));
        assert_eq!(silent(text, "/site/content/jobs"), None, "the longest mount point counts");
        assert_eq!(silent(text, "/mac/site").as_deref(), Some("fakeowner"));
        assert_eq!(silent(text, "/srv"), None);
    }

    #[test]
    fn odd_names_and_odd_lines() {
        let text = format!("{ROOT}90 27 0:50 / /a\\040b\\011\\134c rw - nfs4 host:/x rw\nnonsense\n1 2 3\n\n");
        assert_eq!(silent(&text, "/a b\t\\c/site").as_deref(), Some("nfs4"));
        assert_eq!(silent(&text, "/a"), None);
        assert_eq!(unescape(b"\\04"), "\\04");
        assert_eq!(unescape(b"\\777\\"), "\\777\\");
        assert_eq!(silent("", "/a"), None);
    }

    #[test]
    fn the_later_of_two_mounts_at_one_place_covers_the_other() {
        let text = format!("{ROOT}90 27 0:50 / /w rw - cifs //nas/x rw\n91 90 0:51 / /w rw - tmpfs none rw\n");
        assert_eq!(silent(&text, "/w/site"), None);
    }
}
