package dev.loopmend.semantic;

/// Why a function runs where it does: a clause, and the use that shows it (`row` -1 for none).
record Reason(String clause, int file, int row) {
  private static final int NOWHERE = -1;

  static Reason of(String clause) {
    return new Reason(clause, NOWHERE, NOWHERE);
  }

  static Reason of(String clause, CallGraph.Use use) {
    return new Reason(clause, use.file().number(), use.row());
  }

  /// The reason for people, with the place of the use.
  String text(Workspace workspace) {
    if (row < 0) {
      return clause;
    }
    FileView at = workspace.link().files().get(file);
    return clause + " (" + workspace.placeOfUse(at, row) + ")";
  }
}
