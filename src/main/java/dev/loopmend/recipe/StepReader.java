package dev.loopmend.recipe;

import dev.loopmend.edit.Safety;
import dev.loopmend.match.CodePattern;
import dev.loopmend.match.Variable;
import dev.loopmend.parse.ParseResult;
import dev.loopmend.parse.PythonParser;
import dev.loopmend.recipe.RecipeMarkdown.Block;
import dev.loopmend.recipe.Rewrite.Step;
import dev.loopmend.semantic.Answer;
import dev.loopmend.semantic.Builtins;
import dev.loopmend.text.LineMap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Reads the steps of a rewrite: operations, conditions and templates, in their order.
final class StepReader {
  private static final String REWRITE = "python rewrite";
  private static final String HELPER = "python helper";

  private final Vocabulary vocabulary;
  private final List<CodePattern> patterns;
  private final Set<String> bound = new LinkedHashSet<>();
  private final List<Rewrite> earlier;
  private final Refusal refusal;
  private final Set<String> rebound = new LinkedHashSet<>();
  private final Set<String> defined = new LinkedHashSet<>();
  private final List<Step> steps = new ArrayList<>();
  private final List<Choice.Alternative> choice = new ArrayList<>();
  private final List<Condition> where = new ArrayList<>();

  /// A reader for a rewrite of forms with some patterns, below other rewrites of the file.
  StepReader(
      Vocabulary vocabulary, List<CodePattern> patterns, List<Rewrite> earlier, Refusal refusal) {
    this.vocabulary = vocabulary;
    this.patterns = List.copyOf(patterns);
    patterns.forEach(pattern -> bound.addAll(pattern.variables()));
    bound.add(Variable.MATCH);
    this.earlier = earlier;
    this.refusal = refusal;
  }

  List<Step> read(List<Block> blocks) {
    for (int at = 0; at < blocks.size(); at++) {
      switch (blocks.get(at)) {
        case Block.Bullet bullet -> readBullet(bullet, helperFences(blocks, at + 1));
        case Block.Fence(String info, String text, int line) -> {
          if (info.equals(REWRITE) || info.startsWith(REWRITE + " ")) {
            readRewrite(info.substring(REWRITE.length()).strip(), text, line);
          } else if (!info.startsWith(HELPER)) {
            refusal.refuse(
                line - 1,
                "a fence under Rewrite is 'python rewrite' or 'python helper', not '" + info + "'");
          }
        }
      }
    }
    endChoice();
    return steps;
  }

  /// What must hold at a match for the rewrite to be taken, after `read`.
  List<Condition> where() {
    return List.copyOf(where);
  }

  /// A template; with a condition one of several, the last of which may have none.
  private void readRewrite(String condition, String text, int line) {
    boolean isOnly = condition.isEmpty() && choice.isEmpty();
    Optional<Operation> made = template(text, line, isOnly);
    if (made.isEmpty()) {
      return;
    }
    if (!condition.isEmpty()) {
      condition(condition, line)
          .ifPresent(it -> choice.add(new Choice.Alternative(it, made.get())));
    } else if (choice.isEmpty()) {
      steps.add(new Step.Apply(made.get()));
    } else {
      choice.add(new Choice.Alternative(_ -> new Answer.Yes(""), made.get()));
      endChoice();
    }
  }

  private void endChoice() {
    if (!choice.isEmpty()) {
      steps.add(new Step.Apply(new Choice(choice)));
      choice.clear();
    }
  }

  /// Ex) `if target-python 3.9`
  private Optional<Condition> condition(String text, int line) {
    return new ConditionReader(vocabulary, bound::contains, refusal)
        .read(text.replaceFirst("^if\\s+", ""), line - 1)
        .map(ConditionReader.Read::condition);
  }

  /// The helper fences that directly follow a bullet.
  private List<Operation.Fence> helperFences(List<Block> blocks, int from) {
    List<Operation.Fence> fences = new ArrayList<>();
    for (Block block : blocks.subList(from, blocks.size())) {
      if (!(block instanceof Block.Fence(String info, String text, int line))
          || !info.startsWith(HELPER)) {
        break;
      }
      String condition = info.substring(HELPER.length()).strip();
      if (condition.isEmpty()) {
        fences.add(new Operation.Fence(text, _ -> new Answer.Yes("")));
      } else {
        condition(condition, line).ifPresent(it -> fences.add(new Operation.Fence(text, it)));
      }
    }
    return fences;
  }

  private void readBullet(Block.Bullet bullet, List<Operation.Fence> fences) {
    switch (Yaml.mapping(bullet.text())) {
      case Yaml.Reading.Bad(int at, String message) -> refusal.refuse(bullet.line() + at, message);
      case Yaml.Reading.Mapping(var values) when values.size() != 1 ->
          refusal.refuse(bullet.line(), "a bullet is one 'key: value'");
      case Yaml.Reading.Mapping(var values) ->
          values.forEach((key, value) -> readStep(key, value, fences, bullet.line()));
    }
  }

  private void readStep(String key, Object value, List<Operation.Fence> fences, int line) {
    switch (key) {
      case "unsafe when" -> readWhen(String.valueOf(value), Safety.Unsafe::new, line);
      case "report when" -> readWhen(String.valueOf(value), Safety.Report::new, line);
      case "where" ->
          new ConditionReader(vocabulary, bound::contains, refusal)
              .read(String.valueOf(value), line)
              .ifPresent(read -> where.add(read.condition()));
      case "as" -> takeOver(String.valueOf(value), line);
      default -> readOperation(key, value, fences, line);
    }
  }

  private void readWhen(String text, Function<String, Safety> lower, int line) {
    String[] parts = text.split(",\\s*because\\s+", 2);
    if (parts.length < 2) {
      refusal.refuse(line, "a reason is needed: 'CONDITION, because TEXT'");
      return;
    }
    new ConditionReader(vocabulary, bound::contains, refusal)
        .read(parts[0], line)
        .ifPresent(
            read -> steps.add(new Step.When(read.condition(), lower.apply(parts[1].strip()))));
  }

  private void takeOver(String title, int line) {
    Optional<Rewrite> other = earlier.stream().filter(one -> one.title().equals(title)).findFirst();
    if (other.isEmpty()) {
      String hint = Suggestion.clause(title, earlier.stream().map(Rewrite::title).toList());
      refusal.refuse(line, "there is no rewrite '" + title + "' above" + hint);
    } else {
      steps.addAll(other.get().steps());
    }
  }

  private void readOperation(String key, Object value, List<Operation.Fence> fences, int line) {
    Operation.Factory factory = vocabulary.operations().get(key);
    if (factory == null) {
      String hint = Suggestion.clause(key, vocabulary.operations().keySet());
      refusal.refuse(line, "unknown operation '" + key + "'" + hint);
      return;
    }
    Map<String, Object> values = new LinkedHashMap<>();
    if (value instanceof Map<?, ?> map) {
      map.forEach((name, one) -> values.put(String.valueOf(name), one));
    } else {
      values.put("", value);
    }
    values.keySet().stream()
        .filter(Variable::isVariable)
        .forEach(name -> rebound.add(Variable.nameOf(name)));
    bound.addAll(rebound);
    values.values().forEach(one -> checkBound(one, line));
    defined.addAll(new Operation.Settings(values, fences).words("names"));
    AskedSettings asked = new AskedSettings(values);
    switch (factory.make(new Operation.Settings(asked, fences))) {
      case Made.Done(Operation made) -> {
        steps.add(new Step.Apply(made));
        asked.fault().ifPresent(why -> refusal.refuse(line, key + ": " + why));
      }
      case Made.Refused(String why) -> refusal.refuse(line, key + ": " + why);
    }
  }

  /// Ex) `of: $CORO`
  private void checkBound(Object value, int line) {
    if (value instanceof List<?> list) {
      list.forEach(one -> checkBound(one, line));
    } else if (value instanceof String word
        && word.matches("\\$+\\w+")
        && !bound.contains(Variable.nameOf(word))) {
      refusal.refuse(line, word + " is not bound" + Suggestion.clause(word, dollars()));
    }
  }

  private List<String> dollars() {
    return bound.stream().sorted().map(name -> "$" + name).toList();
  }

  /// Refuses a template with a variable that one of the patterns does not bind: what that pattern
  /// finds could never be mended.
  private void checkEachPattern(List<String> variables, int line) {
    for (String name : variables) {
      patterns.stream()
          .filter(pattern -> !rebound.contains(name) && !name.equals(Variable.MATCH))
          .filter(pattern -> bound.contains(name) && !pattern.variables().contains(name))
          .findFirst()
          .ifPresent(
              pattern ->
                  refusal.refuse(
                      line,
                      "the pattern '%s' binds no $%s: give it a form of its own"
                          .formatted(pattern.text(), name)));
    }
  }

  /// Refuses a template that could never take the place of a match, since captured code keeps its
  /// order and stands there once.
  private void checkOrder(List<String> variables, int line) {
    List<String> captured = variables.stream().filter(it -> !rebound.contains(it)).toList();
    for (int at = 0; at < captured.size(); at++) {
      String name = captured.get(at);
      if (captured.indexOf(name) < at) {
        refusal.refuse(line, "$" + name + " stands there twice: code is moved, and never doubled");
        return;
      }
      for (String earlier : captured.subList(0, at)) {
        boolean never =
            !patterns.isEmpty()
                && patterns.stream()
                    .allMatch(
                        pattern ->
                            pattern.order().indexOf(name) >= 0
                                && pattern.order().indexOf(name)
                                    < pattern.order().indexOf(earlier));
        if (never) {
          refusal.refuse(
              line,
              "$%s stands before $%s in every match: code keeps its order, so that no comment is lost"
                  .formatted(name, earlier));
          return;
        }
      }
    }
  }

  /// Ex) `_track_task` of a helper, `len`, `__name__`
  private boolean isKnown(String name) {
    boolean everywhere = name.startsWith("__") && name.endsWith("__");
    return everywhere || defined.contains(name) || Builtins.has(name);
  }

  private Optional<Operation> template(String text, int line, boolean isOnly) {
    return switch (PythonParser.parse(text, PythonParser.Dialect.PATTERN)) {
      case ParseResult.Rejected(int offset, String message) -> {
        refusal.refuse(
            line + LineMap.of(text).line(offset) - 1, "the rewrite is no Python: " + message);
        yield Optional.empty();
      }
      case ParseResult.Parsed(var tree) ->
          switch (Template.of(tree, this::isKnown)) {
            case Made.Done(Template made) -> {
              made.variables().forEach(variable -> checkBound("$" + variable, line));
              checkOrder(made.variables(), line);
              if (isOnly) {
                checkEachPattern(made.variables(), line);
              }
              yield Optional.of(new TemplateRewrite(made));
            }
            case Made.Refused(String why) -> {
              refusal.refuse(line, why);
              yield Optional.empty();
            }
          };
    };
  }
}
