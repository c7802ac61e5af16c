package dev.loopmend.semantic;

/// A name of a module by which other files may use something from elsewhere: `meaning` is its
/// canonical name.
///
/// Ex) `nap` of `compat.py` with `from time import sleep as nap`, which is `time.sleep`
public record Reexport(String path, String name, String meaning) {}
