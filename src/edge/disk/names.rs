//! Names that are no content: hidden ones, and what tools leave behind.

/// Whether a name in a folder of the project is no content. A folder may be called like an editor's file:
/// `content/jobs/4913/`.
pub(in crate::edge) fn is_ignored(folder: &str, name: &str, is_folder: bool) -> bool {
    is_hidden(folder, name) || (!is_folder && is_temporary(name))
}

/// Whether a name is hidden or a package manager's; `static/.well-known` is an address of the web (RFC 8615).
fn is_hidden(folder: &str, name: &str) -> bool {
    name == "node_modules" || (name.starts_with('.') && !(folder == "static" && name == ".well-known"))
}

/// Whether an editor left a file of this name: Emacs, Vim, Kate, JetBrains, and backups.
fn is_temporary(name: &str) -> bool {
    name.ends_with('~')
        || name == "4913"
        || (name.len() > 1 && name.starts_with('#') && name.ends_with('#'))
        || [".bck", ".kate-swp", "___jb_tmp___", "___jb_old___"].iter().any(|ending| name.ends_with(ending))
}
