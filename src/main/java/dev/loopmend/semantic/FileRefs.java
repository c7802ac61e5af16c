package dev.loopmend.semantic;

import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.SyntaxTree;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The expressions of one tree as refs of its workspace: asks the same questions of them that
/// linking asks of summaries.
final class FileRefs {
  private final RefReader refs;
  private final FileView view;
  private final LinkedTargets targets;
  private final Map<Integer, Target> found = new HashMap<>();

  FileRefs(RefReader refs, FileView file, LinkedTargets targets) {
    this.refs = refs;
    this.view = file.withTree(refs);
    this.targets = targets;
  }

  RefReader refs() {
    return refs;
  }

  SyntaxTree tree() {
    return refs.tree();
  }

  String path() {
    return view.path();
  }

  LinkedTargets targets() {
    return targets;
  }

  FileView view() {
    return view;
  }

  int ref(Expr expr) {
    return refs.of(expr);
  }

  Optional<String> name(int ref) {
    return told(targets.names().of(view, ref));
  }

  /// The class of a value, one that shadows the standard library not named.
  Optional<String> type(Expr expr) {
    return told(targets.typeOf(view, ref(expr)));
  }

  private static Optional<String> told(String name) {
    String visible = Modules.visible(name);
    return visible.isEmpty() ? Optional.empty() : Optional.of(visible);
  }

  /// The functions of the project that an expression stands for.
  Target target(Expr expr) {
    return found.computeIfAbsent(ref(expr), it -> targets.of(view, it));
  }

  /// The class of the project that the value of an expression is an instance of.
  Optional<Integer> classOf(Expr expr) {
    return view.ownType(ref(expr))
        .or(() -> targets.classes().named(targets.typeOf(view, ref(expr))));
  }

  /// The class of the project that an expression names.
  Optional<Integer> classNamed(Expr expr) {
    return targets.classes().named(targets.names().of(view, ref(expr)));
  }
}
