package dev.loopmend.architecture;

import java.util.List;

/// A package and its floor, counted from the ground: it imports only from lower floors, but never
/// what `never` names, and from its own floor only what `also` names.
record Floor(int number, String packageName, List<String> never, List<String> also) {
  static final String ROOT = "dev.loopmend";

  /// Every package there may be. A new one is entered here, and in README.md.
  static final List<Floor> ALL =
      List.of(
          floor(0, "text"),
          floor(1, "syntax"),
          floor(1, "edit"),
          floor(2, "parse"),
          floor(3, "semantic").never("parse", "edit"),
          floor(4, "match").never("parse", "edit"),
          floor(5, "recipe"),
          floor(5, "rewrite").never("parse", "semantic", "match"),
          floor(6, "conversion"),
          floor(6, "sharing"),
          floor(6, "queue"),
          floor(6, "operation").also("conversion", "sharing", "queue"),
          floor(6, "engine"),
          floor(7, "project"),
          floor(7, "notebook"),
          floor(7, "diff"),
          floor(7, "report").also("diff"),
          floor(7, "write"),
          floor(7, "git"),
          floor(8, "cli").also("lsp"),
          floor(8, "lsp"));

  private static Floor floor(int number, String packageName) {
    return new Floor(number, packageName, List.of(), List.of());
  }

  private Floor never(String... names) {
    return new Floor(number, packageName, List.of(names), also);
  }

  private Floor also(String... names) {
    return new Floor(number, packageName, never, List.of(names));
  }

  static List<Floor> all() {
    return ALL;
  }

  /// A package of Loopmend and those below it, as ArchUnit writes them.
  static String pattern(String packageName) {
    return ROOT + "." + packageName + "..";
  }

  String pattern() {
    return pattern(packageName);
  }

  boolean mayImport(Floor other) {
    boolean isAllowedNeighbour = also.contains(other.packageName);
    boolean isBelow = other.number < number && !never.contains(other.packageName);
    return other.equals(this) || isAllowedNeighbour || isBelow;
  }

  /// The patterns of the packages that this one must not import.
  List<String> forbidden() {
    return ALL.stream().filter(other -> !mayImport(other)).map(Floor::pattern).toList();
  }

  @Override
  public String toString() {
    return packageName;
  }
}
