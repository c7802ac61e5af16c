package dev.loopmend.project;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tomlj.TomlArray;
import org.tomlj.TomlTable;

/// The folders that a `pyproject.toml` names as members of the workspace that it is the root of.
/// They have a `pyproject.toml` of their own and import each other. `named` holds the globs of each
/// list of members with those of what it leaves out again: uv has one list, Hatch one for each
/// environment.
record Members(List<Globs> named) {

  /// Globs of folders, in which `*` stays within a name and `**` goes on through folders.
  private record Globs(IgnoreRules members, IgnoreRules exclude) {
    boolean name(Path member) {
      return members.judge(member, true) == IgnoreRules.Verdict.IGNORED
          && exclude.judge(member, true) != IgnoreRules.Verdict.IGNORED;
    }
  }

  /// What a `pyproject.toml` in a folder says; nothing if it is no root of a workspace.
  static Optional<Members> of(Path folder, TomlTable table) {
    List<Globs> named = new ArrayList<>();
    inner(table, "tool", "uv", "workspace").ifPresent(it -> named.add(globs(folder, it)));
    inner(table, "tool", "hatch", "envs").stream()
        .flatMap(all -> all.keySet().stream().flatMap(it -> inner(all, it, "workspace").stream()))
        .forEach(it -> named.add(globs(folder, it)));
    return named.isEmpty() ? Optional.empty() : Optional.of(new Members(List.copyOf(named)));
  }

  private static Optional<TomlTable> inner(TomlTable table, String... keys) {
    TomlTable at = table;
    for (String key : keys) {
      if (!(at.get(List.of(key)) instanceof TomlTable inner)) {
        return Optional.empty();
      }
      at = inner;
    }
    return Optional.of(at);
  }

  private static Globs globs(Path folder, TomlTable table) {
    return new Globs(
        IgnoreRules.of(folder, patterns(table, "members")),
        IgnoreRules.of(folder, patterns(table, "exclude")));
  }

  private static List<String> patterns(TomlTable table, String key) {
    List<String> patterns = new ArrayList<>();
    if (table.get(List.of(key)) instanceof TomlArray array) {
      for (Object element : array.toList()) {
        // Ex) { path = "packages/core", features = ["dev"] }, as Hatch has it
        Object path =
            element instanceof TomlTable one
                ? Optional.ofNullable(one.get(List.of("path"))).orElse("")
                : element;
        if (path instanceof String text && !text.isBlank()) {
          // A pattern with a slash in front is that of one place.
          patterns.add("/" + (text.startsWith("./") ? text.substring(2) : text));
        }
      }
    }
    return patterns;
  }

  /// Whether a folder below the root is named as a member.
  boolean name(Path member) {
    return named.stream().anyMatch(it -> it.name(member));
  }
}
