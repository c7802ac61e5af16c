package dev.loopmend.recipe;

import dev.loopmend.match.CodePattern;
import dev.loopmend.match.Variable;
import dev.loopmend.recipe.Form.Clause;
import dev.loopmend.recipe.Form.Word;
import dev.loopmend.recipe.RecipeMarkdown.Block;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads the bullets of a form: kinds of variables, conditions, and what it takes over from others.
final class ClauseReader {
  private static final Map<String, Word> WORDS =
      Map.of(
          "where", Word.WHERE,
          "unless", Word.UNLESS,
          "unsafe when", Word.UNSAFE_WHEN,
          "report when", Word.REPORT_WHEN);

  private final Vocabulary vocabulary;
  private final Map<String, Form> earlier;
  private final Refusal refusal;
  private final List<Clause> clauses = new ArrayList<>();
  private final List<CodePattern> patterns = new ArrayList<>();
  private final Map<String, Integer> insteadOf = new LinkedHashMap<>();
  private Optional<Severity> severity = Optional.empty();

  ClauseReader(Vocabulary vocabulary, Map<String, Form> earlier, Refusal refusal) {
    this.vocabulary = vocabulary;
    this.earlier = earlier;
    this.refusal = refusal;
  }

  Form read(String name, int line, List<CodePattern> own, List<Block.Bullet> bullets) {
    patterns.addAll(own);
    for (Block.Bullet bullet : bullets) {
      switch (Yaml.mapping(bullet.text())) {
        case Yaml.Reading.Bad(int at, String message) ->
            refusal.refuse(bullet.line() + at, message);
        case Yaml.Reading.Mapping(var values) when values.size() != 1 ->
            refusal.refuse(bullet.line(), "a bullet is one 'key: value'");
        case Yaml.Reading.Mapping(var values) ->
            values.forEach((key, value) -> readBullet(key, value, bullet.line()));
      }
    }
    List<String> known = clauses.stream().map(Clause::text).toList();
    insteadOf.forEach(
        (text, at) -> {
          if (!known.contains(text)) {
            String hint = Suggestion.clause(text, known);
            refusal.refuse(at, "nothing is taken over that says '" + text + "'" + hint);
          }
        });
    clauses.removeIf(clause -> insteadOf.containsKey(clause.text()));
    return new Form(name, patterns, clauses, severity, line);
  }

  private void readBullet(String key, Object value, int line) {
    if (Variable.isVariable(key)) {
      readVariable(key, String.valueOf(value).strip(), line);
    } else if (key.equals("as")) {
      takeOver(String.valueOf(value), line);
    } else if (key.equals("severity")) {
      readSeverity(String.valueOf(value), line);
    } else if (key.equals("instead of")) {
      List<?> names = value instanceof List<?> list ? list : splitWords(value);
      names.forEach(name -> insteadOf.put(String.valueOf(name).strip(), line));
    } else if (WORDS.containsKey(key)) {
      readCondition(WORDS.getOrDefault(key, Word.WHERE), String.valueOf(value), line);
    } else {
      List<String> known = new ArrayList<>(WORDS.keySet());
      known.addAll(List.of("as", "instead of", "severity"));
      refusal.refuse(line, "unknown word '" + key + "'" + Suggestion.clause(key, known));
    }
  }

  private void readSeverity(String word, int line) {
    severity = Severity.parse(word);
    if (severity.isEmpty()) {
      refusal.refuse(line, "'" + word + "' is no severity");
    }
  }

  private static List<String> splitWords(Object value) {
    return List.of(String.valueOf(value).split(",\\s*"));
  }

  private void takeOver(String form, int line) {
    Form other = earlier.get(form);
    if (other == null) {
      refusal.refuse(
          line,
          "there is no form '" + form + "' above" + Suggestion.clause(form, earlier.keySet()));
      return;
    }
    patterns.addAll(other.patterns());
    clauses.addAll(other.clauses());
  }

  private boolean isBound(String variable) {
    return variable.equals(Variable.MATCH)
        || patterns.stream().anyMatch(pattern -> pattern.variables().contains(variable));
  }

  private void readVariable(String key, String kind, int line) {
    String variable = Variable.nameOf(key);
    if (!isBound(variable)) {
      refusal.refuse(line, "no pattern of this form binds " + key);
    }
    Optional<Condition> condition =
        ConditionReader.named(vocabulary.variableKinds(), variable, kind, "kind", line, refusal);
    condition.ifPresent(
        made -> clauses.add(new Clause(Word.WHERE, variable, made, "", key + ": " + kind, line)));
  }

  private void readCondition(Word word, String text, int line) {
    String[] parts = text.split(",\\s*because\\s+", 2);
    String because = parts.length > 1 ? parts[1].strip() : "";
    boolean lowers = word == Word.UNSAFE_WHEN || word == Word.REPORT_WHEN;
    if (lowers == because.isEmpty()) {
      refusal.refuse(
          line,
          lowers
              ? "a reason is needed: 'CONDITION, because TEXT'"
              : "'because' belongs to 'unsafe when' and 'report when'");
    }
    String condition = parts[0].strip();
    ConditionReader reader = new ConditionReader(vocabulary, this::isBound, refusal);
    reader
        .read(condition, line)
        .ifPresent(
            read ->
                clauses.add(
                    new Clause(word, read.subject(), read.condition(), because, condition, line)));
  }
}
