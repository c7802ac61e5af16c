package dev.loopmend.operation;

import static dev.loopmend.operation.Arguments.answer;

import dev.loopmend.recipe.Condition;
import dev.loopmend.recipe.FarCondition;
import dev.loopmend.recipe.Made;
import dev.loopmend.recipe.Site;
import dev.loopmend.recipe.WordCondition;
import dev.loopmend.semantic.Answer;
import dev.loopmend.semantic.CallChain;
import dev.loopmend.semantic.Knowledge;
import dev.loopmend.semantic.NameSet;
import dev.loopmend.semantic.SemanticModel;
import dev.loopmend.semantic.SparedCalls;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/// Kinds of variables, and conditions, about the sets of names that the knowledge files list.
final class LibraryKinds {
  private LibraryKinds() {}

  static void addTo(Map<String, Condition.Factory> words, Knowledge knowledge) {
    // `one of SET, SET`: a function of these sets of the knowledge files.
    words.put("one of", sets(knowledge, (variable, names) -> new Named(variable, names)));
    // `member of SET, SET`: a method of an object of which the sets of the knowledge files name
    // class and method.
    words.put(
        "member of", sets(knowledge, (variable, names) -> new Member(variable, names, knowledge)));
    // `function reaching SET`: a plain function of the project that calls one of the set, itself
    // or through others. Asked in files with an `async` only.
    words.put("function reaching", sets(knowledge, LibraryKinds::reaching));
  }

  static void addConditionsTo(Map<String, Condition.Factory> words, Knowledge knowledge) {
    // `$F reaches SET`: the same as a condition.
    words.put("reaches", sets(knowledge, LibraryKinds::reaching));
    // `$F awaited-without SET`: the match is awaited itself, and may give what is awaited without a
    // call of one of the set, which stands on another way through the function.
    words.put(
        "awaited-without",
        sets(knowledge, (variable, names) -> site -> awaitedWithout(site, variable, names)));
    // `leads-neighbours SET`: the match is the first of several calls that stand together, three in
    // neighbouring statements or one within another, each of the set or of what reaches one of it.
    words.put("leads-neighbours", sets(knowledge, (_, names) -> site -> leads(site, names)));
    // `follows-neighbour SET`: it is one of the others.
    words.put("follows-neighbour", sets(knowledge, (_, names) -> site -> follows(site, names)));
    // `inside SET`: a `with` statement round the match enters what one of the set makes.
    words.put("inside", sets(knowledge, (_, names) -> site -> inside(site, names)));
  }

  /// A factory for what takes the names of sets, with commas between.
  static Condition.Factory sets(
      Knowledge knowledge, BiFunction<String, Set<String>, Condition> factory) {
    return (variable, argument) -> {
      Set<String> names = new LinkedHashSet<>();
      for (String set : argument.split(",", -1)) {
        Set<String> found = knowledge.sets().get(set.strip());
        if (found == null) {
          String known = String.join(", ", new TreeSet<>(knowledge.sets().keySet()));
          return new Made.Refused<>(
              "no knowledge file has a set '" + set.strip() + "'; there are: " + known);
        }
        names.addAll(found);
      }
      return new Made.Done<>(factory.apply(variable, NameSet.of(names)));
    };
  }

  /// Ex) `with redirect_stdout(text):` round the match
  private static Answer inside(Site site, Set<String> names) {
    SemanticModel model = site.model();
    return model.withContextsAround(site.root()).stream()
        .map(it -> it instanceof Expr.Call(_, Expr callee, _) ? callee : it)
        .flatMap(it -> model.qualifiedName(it).stream())
        .filter(names::contains)
        .findFirst()
        .<Answer>map(it -> new Answer.Yes(it + " is round it"))
        .orElseGet(() -> new Answer.No("none of them is round it"));
  }

  /// Whether a variable refers to one of some dotted names.
  private record Named(String variable, Set<String> names) implements Condition {
    @Override
    public Answer test(Site site) {
      Optional<String> name =
          site.expression(variable).flatMap(expr -> site.model().qualifiedName(expr));
      return answer(
          name.filter(names::contains).isPresent(), "", "$" + variable + " is none of them");
    }

    @Override
    public Set<Set<String>> requiredNames() {
      Set<Set<String>> required = new LinkedHashSet<>();
      names.forEach(name -> required.add(Set.of(name)));
      return required;
    }
  }

  /// Whether a variable means one of some dotted names, methods of instances included.
  private record Member(String variable, Set<String> names, Knowledge knowledge)
      implements Condition {
    @Override
    public Answer test(Site site) {
      return site.expression(variable)
          .flatMap(expr -> site.model().among(expr, names))
          .<Answer>map(it -> new Answer.Yes(it + source(it)))
          .orElseGet(() -> new Answer.No("$" + variable + " is none of them"));
    }

    private String source(String name) {
      String source = knowledge.sources().getOrDefault(name, "");
      return source.isEmpty() ? "" : ": see " + source;
    }

    /// The class of an instance may be named in another file.
    @Override
    public Set<Set<String>> requiredNames() {
      Set<Set<String>> required = new LinkedHashSet<>();
      for (String name : names) {
        int dot = name.lastIndexOf('.');
        required.add(Set.of(isClass(name.substring(0, dot)) ? name.substring(dot + 1) : name));
      }
      return required;
    }

    private boolean isClass(String name) {
      return Character.isUpperCase(name.charAt(name.lastIndexOf('.') + 1))
          || knowledge.returns().containsValue(name)
          || knowledge.awaited().containsValue(name);
    }
  }

  /// Whether a variable is a plain function of the project that calls one of some functions, itself
  /// or through others; the way there is the reason. Asked in files with an `async` only.
  private static Condition reaching(String variable, Set<String> names) {
    return new WordCondition(
        FarCondition.subclasses(site -> reaches(site, variable, names)), "async");
  }

  /// Ex) `await client.close()`, which is `if asynchronous: return self._close()` and blocks else
  private static Answer awaitedWithout(Site site, String variable, Set<String> names) {
    boolean awaited = site.model().tree().parent(site.root()) instanceof Expr.Await;
    boolean spared =
        awaited
            && site.expression(variable)
                .filter(
                    it -> SparedCalls.mayBeSpared(site.model(), it, names, site.codebase()::model))
                .isPresent();
    return answer(spared, "", awaited ? "each way through it leads there" : "nobody awaits it");
  }

  private static Answer reaches(Site site, String variable, Set<String> names) {
    return site.expression(variable)
        .filter(expr -> !site.model().isGeneratorFunction(expr) || isIterated(site))
        .flatMap(expr -> site.model().chainTo(expr, names))
        .map(CallChain::text)
        .<Answer>map(Answer.Yes::new)
        .orElseGet(() -> new Answer.No("it is not seen to call one of them"));
  }

  /// Ex) `for line in lines():`, where the generator runs
  private static boolean isIterated(Site site) {
    return switch (site.model().tree().parent(site.root())) {
      case Stmt.For _, Node.Comprehension _ -> true;
      case Node _ -> false;
    };
  }

  /// Calls that belong together: several in a row, or one on what another gives.
  private static final int SEVERAL = 3;

  /// The calls of some functions, direct or through plain functions, that belong together with the
  /// match, which is one of them.
  private static List<Expr.Call> together(Site site, Set<String> names) {
    if (!(site.root() instanceof Expr.Call call)) {
      return List.of();
    }
    SemanticModel model = site.model();
    List<Expr.Call> row =
        model.neighbours(
            call,
            it ->
                model.among(it.callee(), names).isPresent()
                    || model.chainTo(it.callee(), names).isPresent());
    return row.size() >= SEVERAL
        ? row
        : row.stream().filter(it -> isLinked(model, it, row)).toList();
  }

  /// Ex) `urlopen(url)` and `read()` of `urlopen(url).read()`
  private static boolean isLinked(SemanticModel model, Expr.Call call, List<Expr.Call> row) {
    return row.stream()
        .anyMatch(
            it ->
                it.id() != call.id()
                    && (model.tree().contains(it.callee(), call)
                        || model.tree().contains(call.callee(), it)));
  }

  private static Answer leads(Site site, Set<String> names) {
    List<Expr.Call> row = together(site, names);
    boolean first = !row.isEmpty() && row.getFirst().id() == site.root().id();
    return answer(first, lines(site, row), "it stands alone");
  }

  private static Answer follows(Site site, Set<String> names) {
    List<Expr.Call> row = together(site, names);
    boolean later = row.stream().skip(1).anyMatch(it -> it.id() == site.root().id());
    return answer(later, "", "it stands alone");
  }

  private static String lines(Site site, List<Expr.Call> row) {
    SyntaxTree tree = site.model().tree();
    return row.stream()
        .map(it -> String.valueOf(tree.fileLine(it)))
        .distinct()
        .collect(Collectors.joining(", ", "see lines ", ""))
        .replaceFirst("^see lines (\\d+)$", "all in line $1");
  }
}
