package dev.loopmend.metamorphic;

import dev.loopmend.edit.TextEdit;
import dev.loopmend.semantic.Binding;
import dev.loopmend.semantic.SemanticModel;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Gives the local names of functions, lambdas and comprehensions other names of the same length,
/// in all places that mean them. A name stays where something may know it by its text: a keyword
/// argument, a framework that passes arguments by name, a string, `locals()`.
final class LocalRenaming implements Transformation {
  private static final String GREEK = "αβγδεζηθικλμνξοπρστυφχψω";
  private static final String DIGITS = "9876543210";

  @Override
  public List<Variant> of(LinkedProgram program) {
    Map<String, String> fresh = freshNames(names(program), List.of(program));
    return fresh.isEmpty() ? List.of() : List.of(renamed(program, fresh));
  }

  /// The names of a program that can be given others wherever they are local.
  static Set<String> names(LinkedProgram program) {
    Set<String> names = new TreeSet<>();
    Set<String> fixed = new TreeSet<>(Set.of("_"));
    for (SemanticModel model : program.models().values()) {
      fixed.addAll(NamesInTexts.of(model.tree()));
      boolean readsAll = NamesInTexts.readsNamesAtRunTime(model.tree());
      for (Node node : model.tree().nodes()) {
        Optional<Binding> binding = model.bindingOf(node).filter(LocalRenaming::isLocal);
        if (binding.isPresent()) {
          boolean free = !readsAll && mayBeRenamed(model, node);
          (free ? names : fixed).add(binding.get().name());
        }
      }
    }
    names.removeAll(fixed);
    return names;
  }

  private static boolean isLocal(Binding binding) {
    return switch (binding.scope().kind()) {
      case FUNCTION, LAMBDA, COMPREHENSION -> true;
      case MODULE, CLASS, TYPE_PARAMETERS -> false;
    };
  }

  private static boolean mayBeRenamed(SemanticModel model, Node node) {
    return switch (node) {
      case Node.Alias alias -> alias.asName().isPresent();
      case Node.Parameter parameter -> mayBeRenamed(model, parameter);
      case Node _ -> true;
    };
  }

  /// A parameter can be renamed that no caller names: the callers of plain functions are all
  /// visible, those of decorated ones and of tests are not.
  private static boolean mayBeRenamed(SemanticModel model, Node.Parameter parameter) {
    Node owner = model.tree().parent(model.tree().parent(parameter));
    if (!(owner instanceof Stmt.FunctionDef def)) {
      return true;
    }
    boolean isReceiver =
        model.scopeOf(def).node() instanceof Stmt.ClassDef
            && def.parameters().all().getFirst().id() == parameter.id();
    return isReceiver || (def.decorators().isEmpty() && !model.isTestModule());
  }

  /// A name of the same length for each name, that none of the programs has.
  static Map<String, String> freshNames(Set<String> names, List<LinkedProgram> programs) {
    Set<String> taken = new TreeSet<>();
    programs.forEach(
        program ->
            program.models().values().forEach(it -> taken.addAll(NamesInTexts.tokens(it.tree()))));
    Map<String, String> fresh = new TreeMap<>();
    for (String name : names) {
      candidates(name).stream()
          .filter(taken::add)
          .findFirst()
          .ifPresent(found -> fresh.put(name, found));
    }
    return fresh;
  }

  /// Names with another last character, which makes no keyword and no builtin of them.
  private static List<String> candidates(String name) {
    String stem = name.substring(0, name.length() - 1);
    return (stem.isEmpty() ? GREEK : stem.equals("_") ? GREEK : DIGITS + GREEK)
        .chars()
        .mapToObj(last -> stem + (char) last)
        .toList();
  }

  /// The program with local names replaced.
  static Variant renamed(LinkedProgram program, Map<String, String> fresh) {
    Map<String, List<TextEdit>> edits = new HashMap<>();
    program.models().forEach((path, model) -> edits.put(path, edits(model, fresh)));
    return Variant.edited(program.program(), edits);
  }

  private static List<TextEdit> edits(SemanticModel model, Map<String, String> fresh) {
    List<TextEdit> edits = new ArrayList<>();
    SyntaxTree tree = model.tree();
    for (Node node : tree.nodes()) {
      // Ex) nonlocal count
      boolean local =
          node instanceof Stmt.Nonlocal
              || model.bindingOf(node).filter(it -> isLocal(it)).isPresent();
      if (local) {
        for (int token : NameTokens.of(tree, node)) {
          String name = fresh.get(tree.tokens().text(token));
          if (name != null) {
            edits.add(new TextEdit(tree.tokens().span(token), name));
          }
        }
      }
    }
    return edits;
  }
}
