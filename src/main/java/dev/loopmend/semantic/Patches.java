package dev.loopmend.semantic;

import dev.loopmend.semantic.Summary.Patch;
import dev.loopmend.syntax.Expr;
import java.util.List;

/// What the tests of the workspace replace.
final class Patches {
  private final Replaced all = new Replaced();

  /// Without those by a mock that is left as it is made.
  private final Replaced stubbed = new Replaced();

  static Patches link(Modules modules, List<FileView> files) {
    Patches patches = new Patches();
    for (FileView file : files) {
      for (Patch patch : file.facts().patches()) {
        patches.all.add(modules, file.path(), patch);
        if (!patch.isMock()) {
          patches.stubbed.add(modules, file.path(), patch);
        }
      }
    }
    return patches;
  }

  /// Whether a test replaces what a canonical name means in a module, where an expression stands
  /// for it.
  Answer reaches(String name, String module, Expr expr) {
    return all.reaches(name, module, expr);
  }

  /// The same of what a test replaces by something of its own: what that gives cannot be told.
  Answer stubs(String name, String module, Expr expr) {
    return stubbed.reaches(name, module, expr);
  }
}
