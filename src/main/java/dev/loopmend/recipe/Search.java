package dev.loopmend.recipe;

import dev.loopmend.match.CodePattern;
import dev.loopmend.match.Match;
import dev.loopmend.match.Matcher;
import dev.loopmend.match.Nearness;
import dev.loopmend.semantic.SemanticModel;
import dev.loopmend.syntax.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Looks for the faults of one recipe in one file; for one thread at a time.
public final class Search {
  private final Recipe recipe;
  private final Forms forms;
  private final SemanticModel model;
  private final Codebase codebase;
  private final PythonVersion target;
  private final Map<String, String> options;
  private final Matcher matcher;

  /// A search in the file of a matcher's model, for a project that runs on `target` and has set
  /// `options`.
  public Search(
      Recipe recipe,
      Matcher matcher,
      Codebase codebase,
      PythonVersion target,
      Map<String, String> options) {
    this.recipe = recipe;
    this.model = matcher.model();
    this.forms = recipe.forms().in(codebase.workspace(), model.path());
    this.codebase = codebase;
    this.target = target;
    this.options = options;
    this.matcher = matcher;
  }

  /// A search for the recipe of a site in a file of the same code base.
  public static Search like(Site site, SemanticModel model) {
    return new Search(
        site.recipe(), new Matcher(model), site.codebase(), site.target(), site.options());
  }

  /// The classes of the nodes at which something may be found in the file.
  public Set<Class<?>> kinds() {
    return forms.kinds();
  }

  /// What the first form that finds something at a node finds.
  public Optional<Occurrence> at(Node node) {
    return first(node, forms.at(node, matcher::nameOf));
  }

  /// What the first of some forms, by their names, finds at a node.
  public Optional<Occurrence> at(Node node, List<String> names) {
    List<Forms.Attempt> attempts = forms.at(node, matcher::nameOf);
    return first(node, attempts.stream().filter(it -> names.contains(it.form().name())).toList());
  }

  /// How each pattern fares at a node, in the order in which they are tried, up to the one that
  /// finds something. Patterns that have nothing in common with the node are left out.
  public List<Trial> trials(Node node) {
    List<Trial> trials = new ArrayList<>();
    for (Form form : recipe.forms().all()) {
      for (CodePattern pattern : form.patterns()) {
        if (pattern.root().getClass() == node.getClass()) {
          Optional<Trial> trial = trial(form, pattern, node);
          trials.addAll(trial.stream().toList());
          if (trial.flatMap(Trial::judgement).isPresent()) {
            return trials;
          }
        }
      }
    }
    return trials;
  }

  private Optional<Trial> trial(Form form, CodePattern pattern, Node node) {
    Optional<Match> match = matcher.match(pattern, node);
    if (match.isEmpty()) {
      return Optional.of(matcher.nearness(pattern, node))
          .filter(it -> !(it instanceof Nearness.Far))
          .map(it -> new Trial(form, pattern, node, Optional.of(it), List.of(), Optional.empty()));
    }
    Site site = site(match.get());
    List<Judgement.Step> steps = new ArrayList<>();
    Optional<Judgement> judgement = Judgement.of(form, site, steps::add);
    return Optional.of(new Trial(form, pattern, node, Optional.empty(), steps, judgement));
  }

  private Site site(Match match) {
    return new Site(recipe, model.path(), match, model, codebase, target, options);
  }

  private Optional<Occurrence> first(Node node, List<Forms.Attempt> attempts) {
    for (Forms.Attempt attempt : attempts) {
      Optional<Match> match = matcher.match(attempt.pattern(), node);
      if (match.isPresent()) {
        Site site = site(match.get());
        Optional<Judgement> judgement = Judgement.of(attempt.form(), site);
        if (judgement.isPresent()) {
          return Optional.of(new Occurrence(attempt.form(), site, judgement.get()));
        }
      }
    }
    return Optional.empty();
  }
}
