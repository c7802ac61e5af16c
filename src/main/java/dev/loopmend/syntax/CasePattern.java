package dev.loopmend.syntax;

import java.util.List;
import java.util.Optional;

/// A pattern of a `case` (PEP 634; Language Reference, 8.6).
public sealed interface CasePattern extends Node {

  /// A literal or dotted name that the subject is compared with.
  record ValuePattern(int id, Expr value) implements CasePattern {}

  /// `None`, `True` or `False`, compared by identity.
  record SingletonPattern(int id, Expr.Constant value) implements CasePattern {}

  record SequencePattern(int id, List<CasePattern> patterns) implements CasePattern {}

  /// One entry of a mapping pattern.
  record MappingItem(Expr key, CasePattern pattern) {}

  record MappingPattern(int id, List<MappingItem> items, Optional<String> rest)
      implements CasePattern {}

  /// One keyword pattern of a class pattern.
  record KeywordPattern(String name, CasePattern pattern) {}

  record ClassPattern(int id, Expr type, List<CasePattern> patterns, List<KeywordPattern> keywords)
      implements CasePattern {}

  /// `*name`, or `*_` without a name.
  record StarPattern(int id, Optional<String> name) implements CasePattern {}

  /// `pattern as name`, a bare name, or `_` with neither.
  record AsPattern(int id, Optional<CasePattern> pattern, Optional<String> name)
      implements CasePattern {}

  record OrPattern(int id, List<CasePattern> patterns) implements CasePattern {}
}
