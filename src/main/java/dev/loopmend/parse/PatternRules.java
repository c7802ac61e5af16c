package dev.loopmend.parse;

import dev.loopmend.syntax.CasePattern;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What Python refuses in the patterns of a `match` (Language Reference, 8.6): names bound twice,
/// alternatives that bind different names, and patterns that can never be reached.
final class PatternRules {
  private final SyntaxTree tree;

  private PatternRules(SyntaxTree tree) {
    this.tree = tree;
  }

  /// Throws `SyntaxFault` at the first pattern of the statement that Python refuses.
  static void check(SyntaxTree tree, Stmt.Match match) {
    PatternRules rules = new PatternRules(tree);
    int last = match.cases().size() - 1;
    for (int n = 0; n <= last; n++) {
      Node.MatchCase part = match.cases().get(n);
      rules.check(part.pattern(), new HashSet<>(), n == last || part.guard().isPresent());
    }
  }

  private SyntaxFault fault(Node node, String sentence) {
    return new SyntaxFault(tree.span(node).start(), sentence);
  }

  /// Collects the names that a pattern binds. `last` says that nothing comes after it, so that it
  /// may match everything.
  private void check(CasePattern pattern, Set<String> names, boolean last) {
    switch (pattern) {
      case CasePattern.AsPattern as -> {
        as.pattern().ifPresent(inner -> check(inner, names, last));
        if (as.pattern().isEmpty() && !last) {
          throw fault(as, "this pattern matches everything, so the next ones cannot be reached");
        }
        as.name().ifPresent(name -> bind(as, name, names));
      }
      case CasePattern.OrPattern or -> alternatives(or, names, last);
      case CasePattern.SequencePattern sequence -> all(sequence.patterns(), names);
      case CasePattern.StarPattern star -> star.name().ifPresent(name -> bind(star, name, names));
      case CasePattern.MappingPattern mapping -> mapping(mapping, names);
      case CasePattern.ClassPattern type -> type(type, names);
      case CasePattern.ValuePattern _, CasePattern.SingletonPattern _ -> {}
    }
  }

  private void all(List<CasePattern> patterns, Set<String> names) {
    for (CasePattern pattern : patterns) {
      check(pattern, names, true);
    }
  }

  private void bind(CasePattern pattern, String name, Set<String> names) {
    ReservedName.check(tree, pattern, name);
    if (!names.add(name)) {
      throw fault(pattern, "a pattern binds '" + name + "' twice");
    }
  }

  private void alternatives(CasePattern.OrPattern or, Set<String> names, boolean last) {
    Set<String> first = Set.of();
    for (CasePattern alternative : or.patterns()) {
      Set<String> own = new HashSet<>();
      boolean isFirst = alternative.id() == or.patterns().getFirst().id();
      boolean isLast = alternative.id() == or.patterns().getLast().id();
      check(alternative, own, last && isLast);
      if (!isFirst && !own.equals(first)) {
        throw fault(or, "the alternatives of a pattern bind different names");
      }
      first = own;
    }
    for (String name : first) {
      bind(or, name, names);
    }
  }

  private void mapping(CasePattern.MappingPattern mapping, Set<String> names) {
    Set<PatternKey> keys = new HashSet<>();
    for (CasePattern.MappingItem item : mapping.items()) {
      Optional<PatternKey> key = PatternKey.of(tree, item.key());
      if (key.isPresent() && !keys.add(key.get())) {
        String text = tree.textOf(item.key());
        throw fault(item.key(), "a mapping pattern has the key " + text + " twice");
      }
      check(item.pattern(), names, true);
    }
    mapping.rest().ifPresent(name -> bind(mapping, name, names));
  }

  private void type(CasePattern.ClassPattern type, Set<String> names) {
    all(type.patterns(), names);
    Set<String> keywords = new HashSet<>();
    for (CasePattern.KeywordPattern keyword : type.keywords()) {
      ReservedName.check(tree, type, keyword.name());
      if (!keywords.add(keyword.name())) {
        throw fault(type, "a class pattern has the keyword '" + keyword.name() + "' twice");
      }
      check(keyword.pattern(), names, true);
    }
  }
}
