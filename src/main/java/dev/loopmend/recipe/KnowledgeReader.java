package dev.loopmend.recipe;

import dev.loopmend.recipe.RecipeBook.Problem;
import dev.loopmend.semantic.Knowledge;
import dev.loopmend.semantic.Knowledge.RunsIn;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;

/// Reads knowledge files: facts about libraries by qualified name, in YAML. The keys are those of
/// `Knowledge` in kebab-case; several files add up.
public final class KnowledgeReader {
  private static final Pattern DOTTED = Pattern.compile("[A-Za-z_]\\w*(\\.[A-Za-z_]\\w*)*");
  private static final Pattern NUMBER = Pattern.compile("\\d+");
  private static final Pattern SPACE = Pattern.compile("\\s+");
  private static final Set<String> KEYS =
      new LinkedHashSet<>(
          List.of(
              "standard-modules",
              "canonical-modules",
              "returns",
              "attributes",
              "superclasses",
              "loop-callbacks",
              "thread-hand-offs",
              "on-the-spot",
              "registrations",
              "decorators",
              "loop-classes",
              "thread-methods",
              "loop-owners",
              "shutdown-hooks",
              "sets"));

  private final Map<String, Map<String, Object>> facts = new LinkedHashMap<>();
  private final List<Problem> problems = new ArrayList<>();

  private KnowledgeReader() {}

  /// What came of reading knowledge files.
  public sealed interface Loading {
    record Loaded(Knowledge knowledge) implements Loading {}

    record Broken(List<Problem> problems) implements Loading {}
  }

  /// Reads knowledge files; an unknown key or a name that is not dotted is a problem.
  public static Loading read(List<NamedText> files) {
    return read(reader -> files.forEach(reader::readFile));
  }

  private static Loading read(Consumer<KnowledgeReader> reading) {
    KnowledgeReader reader = new KnowledgeReader();
    KEYS.forEach(key -> reader.facts.put(key, new LinkedHashMap<>()));
    reading.accept(reader);
    Knowledge knowledge = reader.knowledge();
    return reader.problems.isEmpty()
        ? new Loading.Loaded(knowledge)
        : new Loading.Broken(List.copyOf(reader.problems));
  }

  /// The built-in facts as the build read them; nothing if it left no table of them.
  public static Optional<Loading> builtIn() {
    Map<String, Map<String, Object>> table = ParsedTexts.builtIn().knowledge();
    return table.isEmpty()
        ? Optional.empty()
        : Optional.of(
            read(
                reader ->
                    table.forEach(
                        (name, values) -> reader.readFacts(new NamedText(name, ""), values))));
  }

  private void readFile(NamedText file) {
    switch (Yaml.read(file.text())) {
      case Yaml.Reading.Bad(int line, String message) ->
          problems.add(new Problem(file.name(), line + 1, message));
      case Yaml.Reading.Mapping(var values) -> readFacts(file, values);
    }
  }

  private void readFacts(NamedText file, Map<String, Object> values) {
    values.forEach((key, value) -> readFacts(file, key, value));
  }

  private void readFacts(NamedText file, String key, Object value) {
    Map<String, Object> known = facts.get(key);
    if (known == null) {
      refuse(file, key, "unknown key '" + key + "'" + Suggestion.clause(key, KEYS));
    } else if (key.equals("sets")) {
      readSets(file, known, value);
    } else if (value instanceof Map<?, ?> map) {
      map.forEach((name, fact) -> addFact(file, known, String.valueOf(name), fact));
    } else if (value instanceof List<?> list) {
      list.forEach(name -> addFact(file, known, String.valueOf(name), ""));
    } else {
      refuse(file, key, "'" + key + "' must be a list or a mapping");
    }
  }

  /// Sets of dotted names; the same set in several files adds up.
  private void readSets(NamedText file, Map<String, Object> known, Object value) {
    if (!(value instanceof Map<?, ?> sets)) {
      refuse(file, "sets", "'sets' must be a mapping of lists");
      return;
    }
    sets.forEach(
        (name, members) -> {
          Map<String, Object> all = new LinkedHashMap<>();
          members(known.getOrDefault(String.valueOf(name), "")).forEach(one -> all.put(one, ""));
          if (members instanceof List<?> list) {
            list.forEach(member -> addFact(file, all, String.valueOf(member), ""));
          } else {
            refuse(file, "  " + name, "the set '" + name + "' must be a list");
          }
          known.put(String.valueOf(name), Set.copyOf(all.keySet()));
        });
  }

  private void addFact(NamedText file, Map<String, Object> known, String name, Object fact) {
    if (DOTTED.matcher(name).matches()) {
      known.put(name, fact);
    } else {
      refuse(file, "  " + name, "'" + name + "' is no dotted name");
    }
  }

  private void refuse(NamedText file, String key, String message) {
    problems.add(new Problem(file.name(), Yaml.lineOf(file.text(), key) + 1, message));
  }

  private Map<String, Object> facts(String key) {
    return facts.getOrDefault(key, Map.of());
  }

  private Knowledge knowledge() {
    return new Knowledge(
        facts("standard-modules").keySet(),
        texts("canonical-modules"),
        texts("returns"),
        texts("attributes"),
        texts("superclasses"),
        mapped("loop-callbacks", KnowledgeReader::callback),
        mapped("thread-hand-offs", KnowledgeReader::callback),
        mapped("on-the-spot", KnowledgeReader::callback),
        mapped("registrations", this::registration),
        mapped("decorators", this::runsIn),
        facts("loop-classes").keySet(),
        facts("thread-methods").keySet(),
        facts("loop-owners").keySet(),
        texts("shutdown-hooks"),
        mapped("sets", KnowledgeReader::members));
  }

  private Map<String, String> texts(String key) {
    return mapped(key, String::valueOf);
  }

  private <T> Map<String, T> mapped(String key, Function<Object, T> read) {
    Map<String, T> mapped = new LinkedHashMap<>();
    facts(key).forEach((name, value) -> mapped.put(name, read.apply(value)));
    return mapped;
  }

  private static Set<String> members(Object value) {
    Set<String> members = new LinkedHashSet<>();
    if (value instanceof Set<?> names) {
      names.forEach(name -> members.add(String.valueOf(name)));
    }
    return members;
  }

  /// Ex) `1 target`: the second argument, or the keyword `target`
  private static Knowledge.Callback callback(Object value) {
    String[] words = SPACE.split(String.valueOf(value).strip(), -1);
    int position = NUMBER.matcher(words[0]).matches() ? Integer.parseInt(words[0]) : 0;
    return new Knowledge.Callback(position, words.length > 1 ? words[1] : "");
  }

  /// Ex) `1 handler loop`: the second argument, or the keyword `handler`, runs on the loop
  private Knowledge.Registration registration(Object value) {
    String text = String.valueOf(value).strip();
    return new Knowledge.Registration(
        callback(text), runsIn(text.substring(text.lastIndexOf(' ') + 1)));
  }

  private RunsIn runsIn(Object value) {
    String word = String.valueOf(value).strip().toUpperCase(Locale.ROOT);
    for (RunsIn place : RunsIn.values()) {
      if (place.name().equals(word)) {
        return place;
      }
    }
    problems.add(
        new Problem("knowledge", 1, "what is registered runs in loop, thread, outside or caller"));
    return RunsIn.OUTSIDE;
  }
}
