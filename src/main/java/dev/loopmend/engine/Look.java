package dev.loopmend.engine;

import java.util.Set;

/// What the first pass learned of a readable file, without parsing it. `candidates` are the recipes
/// that could find something in it by its words, whether or not findings are wanted there.
record Look(
    String path,
    SourceTree.Standing standing,
    FileSettings settings,
    Set<String> candidates,
    WordSet words,
    ClassHeaders headers) {}
