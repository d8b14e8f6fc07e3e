//! Names that are no content: hidden ones, and what tools leave behind.

/// Whether a name is hidden or a package manager's; `static/.well-known` is an address of the web (RFC 8615).
pub(super) fn is_hidden(folder: &str, name: &str) -> bool {
    name == "node_modules" || (name.starts_with('.') && !(folder == "static" && name == ".well-known"))
}

/// Whether an editor left a file of this name: Emacs, Vim, Kate, JetBrains, and backups.
pub(super) fn is_temporary(name: &str) -> bool {
    name.ends_with('~')
        || name == "4913"
        || (name.len() > 1 && name.starts_with('#') && name.ends_with('#'))
        || [".bck", ".kate-swp", "___jb_tmp___", "___jb_old___"].iter().any(|ending| name.ends_with(ending))
}
