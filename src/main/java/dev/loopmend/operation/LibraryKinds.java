package dev.loopmend.operation;

import static dev.loopmend.operation.Arguments.answer;

import dev.loopmend.recipe.Condition;
import dev.loopmend.recipe.Made;
import dev.loopmend.recipe.Site;
import dev.loopmend.semantic.Answer;
import dev.loopmend.semantic.CallChain;
import dev.loopmend.semantic.Knowledge;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;

/// Kinds of variables, and conditions, about the sets of names that the knowledge files list.
final class LibraryKinds {
  private LibraryKinds() {}

  static void addTo(Map<String, Condition.Factory> words, Knowledge knowledge) {
    words.put("one of", sets(knowledge, (variable, names) -> new Named(variable, names)));
    words.put(
        "member of", sets(knowledge, (variable, names) -> new Member(variable, names, knowledge)));
    words.put("function reaching", sets(knowledge, (variable, names) -> reaching(variable, names)));
  }

  static void addConditionsTo(Map<String, Condition.Factory> words, Knowledge knowledge) {
    words.put("reaches", sets(knowledge, (variable, names) -> reaching(variable, names)));
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
      return new Made.Done<>(factory.apply(variable, names));
    };
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
      names.forEach(name -> required.add(Set.of(name.substring(name.lastIndexOf('.') + 1))));
      return required;
    }
  }

  /// Whether a variable is a plain function of the project that calls one of some functions, itself
  /// or through others; the way there is the reason.
  private static Condition reaching(String variable, Set<String> names) {
    return site ->
        site.expression(variable)
            .flatMap(expr -> site.model().chainTo(expr, names))
            .map(CallChain::text)
            .<Answer>map(Answer.Yes::new)
            .orElseGet(() -> new Answer.No("it is not seen to call one of them"));
  }
}
