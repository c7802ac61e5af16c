package dev.loopmend.engine;

import dev.loopmend.match.Matcher;
import dev.loopmend.match.Nearness;
import dev.loopmend.recipe.Finding;
import dev.loopmend.recipe.Location;
import dev.loopmend.recipe.Recipe;
import dev.loopmend.recipe.Search;
import dev.loopmend.recipe.Trial;
import dev.loopmend.semantic.SemanticModel;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import dev.loopmend.text.Span;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Tries a recipe at the code of one line and keeps what happens.
final class Examiner {
  private final Recipe recipe;
  private final List<Recipe> others;
  private final Linked linked;
  private final FileState file;
  private final SemanticModel model;
  private final SyntaxTree tree;
  private final Suppressions suppressions;

  /// An examiner of a held file; `others` are all recipes.
  Examiner(Recipe recipe, List<Recipe> others, Linked linked, FileState file, SemanticModel model) {
    this.recipe = recipe;
    this.others = others;
    this.linked = linked;
    this.file = file;
    this.model = model;
    this.tree = model.tree();
    this.suppressions = linked.suppressions(model);
  }

  /// The places of a line (from 1) at which patterns of the recipe match or come near.
  List<Explanation.Place> examine(int line) {
    Search search =
        new Search(
            recipe,
            new Matcher(model),
            linked,
            file.settings().target(),
            inspector().options(recipe));
    List<Explanation.Place> places = new ArrayList<>();
    for (Node node : tree.nodes()) {
      if (isOn(line, node)) {
        List<Trial> trials = telling(search.trials(node));
        if (!trials.isEmpty()) {
          places.add(place(node, trials));
        }
      }
    }
    return places;
  }

  private Inspector inspector() {
    return new Inspector(file.path(), model, linked, suppressions, file.settings());
  }

  /// Whether a node begins on a line, or goes over it within a statement that is no block.
  private boolean isOn(int line, Node node) {
    Span span = tree.span(node);
    int first = tree.origin().line(span.start());
    if (first == line) {
      return true;
    }
    boolean over = first < line && line <= tree.origin().line(span.end());
    return over && !(node instanceof Stmt) && !isBlock(tree.statementOf(node));
  }

  /// Whether a statement holds others.
  private boolean isBlock(Node statement) {
    for (int id = statement.id() + 1; id <= tree.lastDescendant(statement); id++) {
      if (tree.node(id) instanceof Stmt) {
        return true;
      }
    }
    return !(statement instanceof Stmt);
  }

  /// The trials of patterns that match; without one, the first of each form that comes near.
  private static List<Trial> telling(List<Trial> trials) {
    List<Trial> matched = trials.stream().filter(it -> it.nearness().isEmpty()).toList();
    if (!matched.isEmpty()) {
      return matched;
    }
    List<Trial> near = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (Trial trial : trials) {
      Nearness nearness = trial.nearness().orElseThrow();
      String key =
          switch (nearness) {
            case Nearness.OtherNames(List<Nearness.Name> names) ->
                String.join(" ", names.stream().map(Nearness.Name::wanted).toList());
            case Nearness.OtherArguments(), Nearness.Far() -> trial.form().name();
          };
      if (seen.add(key)) {
        near.add(trial);
      }
    }
    return near;
  }

  private Explanation.Place place(Node node, List<Trial> trials) {
    Location at = Location.of(file.path(), tree, tree.span(node));
    Optional<Finding> finding = inspector().undeclined(recipe, node);
    return new Explanation.Place(
        at,
        tree.textOf(node),
        trials,
        finding,
        finding.isPresent() ? suppressions.reasons(recipe, node) : List.of(),
        finding.isPresent() ? yielded(at.span()) : List.of());
  }

  /// The recipes that find something at a place and to which this one yields.
  private List<String> yielded(Span at) {
    return others.stream()
        .filter(other -> recipe.yieldsTo().contains(other.id()))
        .filter(other -> file.settings().recipes().contains(other.id()))
        .filter(
            other ->
                inspector().inspect(other).stream().anyMatch(it -> it.at().span().overlaps(at)))
        .map(Recipe::id)
        .toList();
  }
}
