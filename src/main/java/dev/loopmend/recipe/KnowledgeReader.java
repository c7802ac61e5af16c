package dev.loopmend.recipe;

import dev.loopmend.recipe.RecipeBook.Problem;
import dev.loopmend.semantic.Knowledge;
import dev.loopmend.semantic.Knowledge.RunsIn;
import java.util.ArrayList;
import java.util.Arrays;
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
import java.util.stream.Collectors;

/// Reads knowledge files: facts about libraries by qualified name, in YAML. The keys are those of
/// `Knowledge` in kebab-case; several files add up, and what a user's own file says of a name goes
/// before what comes with Loopmend. Where names are listed they may stand below their source:
/// `{SOURCE: [names]}`.
public final class KnowledgeReader {
  private static final Pattern DOTTED = Pattern.compile("[A-Za-z_]\\w*(\\.[A-Za-z_]\\w*)*");
  private static final Pattern ANY_METHOD = Pattern.compile("\\*\\.[A-Za-z_]\\w*");
  private static final Pattern CALLBACK = Pattern.compile("\\d+( [A-Za-z_]\\w*)?");
  private static final Pattern SPACE = Pattern.compile("\\s+");

  /// What stands behind the names of a key.
  private enum Kind {
    /// nothing: the key holds a list
    LIST("a list of dotted names, or lists by their source"),
    /// another name
    NAME("NAME: the dotted name that it stands for"),
    /// which argument is taken
    CALLBACK("NAME: POSITION KEYWORD, such as 0 func"),
    /// which argument is taken, and where it runs
    REGISTRATION("NAME: POSITION KEYWORD PLACE, such as 1 handler loop"),
    /// where what is decorated runs
    PLACE("NAME: one of loop, thread, outside, caller"),
    /// lists by name
    SETS("a mapping of lists");

    private final String form;

    Kind(String form) {
      this.form = form;
    }
  }

  private static final Map<String, Kind> KEYS = new LinkedHashMap<>();

  static {
    KEYS.put("standard-modules", Kind.LIST);
    KEYS.put("canonical-modules", Kind.NAME);
    KEYS.put("returns", Kind.NAME);
    KEYS.put("attributes", Kind.NAME);
    KEYS.put("superclasses", Kind.NAME);
    KEYS.put("loop-callbacks", Kind.CALLBACK);
    KEYS.put("thread-hand-offs", Kind.CALLBACK);
    KEYS.put("on-the-spot", Kind.CALLBACK);
    KEYS.put("registrations", Kind.REGISTRATION);
    KEYS.put("decorators", Kind.PLACE);
    KEYS.put("plain-decorators", Kind.LIST);
    KEYS.put("loop-classes", Kind.LIST);
    KEYS.put("loop-methods", Kind.LIST);
    KEYS.put("thread-methods", Kind.LIST);
    KEYS.put("loop-owners", Kind.LIST);
    KEYS.put("shutdown-hooks", Kind.NAME);
    KEYS.put("coroutine-functions", Kind.LIST);
    KEYS.put("awaited", Kind.NAME);
    KEYS.put("sets", Kind.SETS);
  }

  private final Map<String, Map<String, Object>> facts = new LinkedHashMap<>();
  private final Map<String, String> sources = new LinkedHashMap<>();
  private final Map<String, Origin> origins = new LinkedHashMap<>();
  private final List<Problem> problems = new ArrayList<>();

  /// Where a user's own file says something of a name: the file, the line, and what.
  private record Origin(String file, int line, String fact) {}

  private KnowledgeReader() {
    KEYS.keySet().forEach(key -> facts.put(key, new LinkedHashMap<>()));
  }

  /// What came of reading knowledge files.
  public sealed interface Loading {
    record Loaded(Knowledge knowledge) implements Loading {}

    record Broken(List<Problem> problems) implements Loading {}
  }

  /// Reads knowledge files; an unknown key, a name that is not dotted and a fact of another form
  /// than that of its key are problems.
  public static Loading read(List<NamedText> files) {
    return read(files, List.of());
  }

  /// The same with files of users, which have to agree with each other, but not with the others.
  public static Loading read(List<NamedText> files, List<NamedText> own) {
    return read(
        reader -> {
          files.forEach(file -> reader.readFile(file, false));
          own.forEach(file -> reader.readFile(file, true));
        });
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
                        (name, facts) -> reader.readFacts(new NamedText(name, ""), facts, false))));
  }

  private static Loading read(Consumer<KnowledgeReader> reading) {
    KnowledgeReader reader = new KnowledgeReader();
    reading.accept(reader);
    return reader.problems.isEmpty()
        ? new Loading.Loaded(reader.knowledge())
        : new Loading.Broken(List.copyOf(reader.problems));
  }

  private void readFile(NamedText file, boolean own) {
    switch (Yaml.read(file.text())) {
      case Yaml.Reading.Bad(int line, String message) ->
          problems.add(new Problem(file.name(), line + 1, message));
      case Yaml.Reading.Mapping(var values) -> readFacts(file, values, own);
    }
  }

  private void readFacts(NamedText file, Map<String, Object> values, boolean own) {
    values.forEach((key, value) -> new Section(file, key, own).read(value));
  }

  /// The facts below one key of a file.
  private final class Section {
    private final NamedText file;
    private final String key;
    private final boolean own;

    Section(NamedText file, String key, boolean own) {
      this.file = file;
      this.key = key;
      this.own = own;
    }

    void read(Object value) {
      Optional<Kind> kind = Optional.ofNullable(KEYS.get(key));
      if (kind.isEmpty()) {
        refuse("", "unknown key '" + key + "'" + Suggestion.clause(key, KEYS.keySet()));
      } else if (kind.get() == Kind.SETS && value instanceof Map<?, ?> sets) {
        sets.forEach((name, members) -> readSet(String.valueOf(name), members));
      } else if (kind.get() == Kind.LIST) {
        names("", value).forEach(name -> addFact(name, ""));
      } else if (value instanceof Map<?, ?> map) {
        map.forEach((name, fact) -> readFact(kind.get(), String.valueOf(name), fact));
      } else if (!String.valueOf(value).isBlank()) {
        refuse("", "'" + key + "' holds " + kind.get().form);
      }
    }

    /// Sets of dotted names; the same set in several files adds up.
    private void readSet(String name, Object members) {
      Map<String, Object> known = facts(key);
      Set<String> all = new LinkedHashSet<>(members(known.getOrDefault(name, "")));
      for (String member : names(name, members)) {
        // Ex) "*.create_task", a method of something whose class cannot be told
        if (ANY_METHOD.matcher(member).matches() || isName(member, member)) {
          all.add(member);
        }
      }
      known.put(name, Set.copyOf(all));
    }

    /// Names in a list, or in lists by their source. Ex) `{"PEP 3148": [concurrent.futures.wait]}`
    private List<String> names(String at, Object value) {
      List<String> names = new ArrayList<>();
      if (value instanceof List<?> list) {
        list.forEach(name -> names.add(String.valueOf(name)));
      } else if (value instanceof Map<?, ?> bySource) {
        bySource.forEach(
            (source, list) -> {
              if (list instanceof Map<?, ?>) {
                refuse(String.valueOf(source), "below a source stands a list of names");
              } else {
                List<String> some = names(String.valueOf(source), list);
                some.forEach(name -> sources.putIfAbsent(name, String.valueOf(source)));
                names.addAll(some);
              }
            });
      } else if (!String.valueOf(value).isBlank()) {
        String what = at.isEmpty() ? "'" + key + "'" : "'" + at + "'";
        refuse(at, what + " holds " + Kind.LIST.form);
      }
      return names;
    }

    private void readFact(Kind kind, String name, Object value) {
      String fact = SPACE.matcher(String.valueOf(value).strip()).replaceAll(" ");
      boolean fits =
          switch (kind) {
            case LIST, SETS -> true;
            case NAME -> DOTTED.matcher(fact).matches();
            case CALLBACK -> CALLBACK.matcher(fact).matches();
            case REGISTRATION ->
                fact.indexOf(' ') > 0
                    && CALLBACK.matcher(withoutPlace(fact)).matches()
                    && place(lastWord(fact)).isPresent();
            case PLACE -> place(fact).isPresent();
          };
      if (fits) {
        addFact(name, fact);
      } else {
        String clause = kind == Kind.NAME ? "" : Suggestion.clause(lastWord(fact), places());
        refuse(name, "'" + fact + "' is no fact of '" + key + "': " + kind.form + clause);
      }
    }

    private void addFact(String name, String fact) {
      if (!isName(name, name)) {
        return;
      }
      if (own) {
        Origin here = new Origin(file.name(), line(name), fact);
        Origin other = origins.putIfAbsent(key + " " + name, here);
        if (other != null && !other.fact().equals(fact)) {
          refuse(name, "%s:%d says something else of %s".formatted(other.file, other.line, name));
        }
      }
      facts(key).put(name, fact);
    }

    /// Whether a text is a dotted name; else that is told.
    private boolean isName(String name, String at) {
      if (DOTTED.matcher(name).matches()) {
        Optional<String> meant = own ? misspelt(name) : Optional.empty();
        meant.ifPresent(
            known -> refuse(at, "'" + name + "' is unknown; did you mean \"" + known + "\"?"));
        return meant.isEmpty();
      }
      String dotted = name.replaceAll("\\(.*\\)$", "").replace(':', '.').strip();
      String clause = DOTTED.matcher(dotted).matches() ? "; did you mean \"" + dotted + "\"?" : "";
      refuse(at, "'" + name + "' is no dotted name" + clause);
      return false;
    }

    private int line(String name) {
      return Yaml.lineBelow(file.text(), key, name) + 1;
    }

    private void refuse(String name, String message) {
      problems.add(new Problem(file.name(), line(name), message));
    }
  }

  /// The known name that differs only in the spelling of its first module, which nothing known has.
  ///
  /// Ex) `asyncoi.to_thread`
  private Optional<String> misspelt(String name) {
    int dot = name.indexOf('.');
    if (dot < 0 || facts("standard-modules").containsKey(name.substring(0, dot))) {
      return Optional.empty();
    }
    String rest = name.substring(dot);
    Set<String> roots =
        facts.values().stream()
            .flatMap(known -> known.keySet().stream())
            .filter(
                known ->
                    known.endsWith(rest) && known.indexOf('.') == known.length() - rest.length())
            .map(known -> known.substring(0, known.indexOf('.')))
            .collect(Collectors.toUnmodifiableSet());
    return roots.contains(name.substring(0, dot))
        ? Optional.empty()
        : Suggestion.nearest(name.substring(0, dot), roots).map(root -> root + rest);
  }

  private Map<String, Object> facts(String key) {
    return facts.computeIfAbsent(key, _ -> new LinkedHashMap<>());
  }

  private Knowledge knowledge() {
    return new Knowledge(
        facts("standard-modules").keySet(),
        texts("canonical-modules"),
        texts("returns"),
        texts("attributes"),
        texts("superclasses"),
        mapped("loop-callbacks", fact -> callback(String.valueOf(fact))),
        mapped("thread-hand-offs", fact -> callback(String.valueOf(fact))),
        mapped("on-the-spot", fact -> callback(String.valueOf(fact))),
        mapped("registrations", fact -> registration(String.valueOf(fact))),
        mapped("decorators", fact -> place(String.valueOf(fact)).orElseThrow()),
        facts("plain-decorators").keySet(),
        facts("loop-classes").keySet(),
        facts("loop-methods").keySet(),
        facts("thread-methods").keySet(),
        facts("loop-owners").keySet(),
        texts("shutdown-hooks"),
        facts("coroutine-functions").keySet(),
        texts("awaited"),
        mapped("sets", KnowledgeReader::members),
        sources);
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
  private static Knowledge.Callback callback(String fact) {
    int space = fact.indexOf(' ');
    return space < 0
        ? new Knowledge.Callback(Integer.parseInt(fact), "")
        : new Knowledge.Callback(
            Integer.parseInt(fact.substring(0, space)), fact.substring(space + 1));
  }

  /// Ex) `1 handler loop`: the second argument, or the keyword `handler`, runs on the loop
  private static Knowledge.Registration registration(String fact) {
    return new Knowledge.Registration(
        callback(withoutPlace(fact)), place(lastWord(fact)).orElseThrow());
  }

  private static String withoutPlace(String fact) {
    return fact.substring(0, fact.lastIndexOf(' '));
  }

  private static String lastWord(String fact) {
    return fact.substring(fact.lastIndexOf(' ') + 1);
  }

  private static List<String> places() {
    return Arrays.stream(RunsIn.values()).map(it -> it.name().toLowerCase(Locale.ROOT)).toList();
  }

  private static Optional<RunsIn> place(String word) {
    return Arrays.stream(RunsIn.values())
        .filter(place -> place.name().toLowerCase(Locale.ROOT).equals(word))
        .findFirst();
  }
}
