package dev.loopmend.operation;

import dev.loopmend.edit.Request;
import dev.loopmend.recipe.Draft;
import dev.loopmend.recipe.HelperText;
import dev.loopmend.recipe.Made;
import dev.loopmend.recipe.Operation;
import dev.loopmend.recipe.Site;
import dev.loopmend.semantic.SemanticModel;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Shapes;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// `helper: {names: [...]}` and its fences: definitions that the rewrite calls, once in a module.
///
/// Definitions of the same shape that are there already are used. If one of the names is taken, all
/// of them get the same number. `keys` are those of the names under which others find something in
/// an application: no file of the project may have them, as a string or an attribute.
final class InsertDefinitions implements Operation {
  private static final int LINE_LENGTH = 88;

  private final List<String> names;
  private final List<String> keys;
  private final List<Fence> fences;

  private InsertDefinitions(List<String> names, List<String> keys, List<Fence> fences) {
    this.names = names;
    this.keys = keys;
    this.fences = fences;
  }

  static Made<Operation> of(Settings settings) {
    List<String> names = settings.words("names");
    if (names.isEmpty()) {
      return new Made.Refused<>("'names' must list what the helper defines");
    }
    if (settings.fences().isEmpty()) {
      return new Made.Refused<>("a 'python helper' fence must follow");
    }
    return new Made.Done<>(new InsertDefinitions(names, settings.words("keys"), settings.fences()));
  }

  @Override
  public Set<Set<String>> wordsElsewhere() {
    Set<Set<String>> words = new LinkedHashSet<>();
    fences.forEach(fence -> words.addAll(fence.condition().wordsElsewhere()));
    return words;
  }

  @Override
  public Outcome apply(Site site, Draft draft) {
    Optional<Fence> fence =
        fences.stream().filter(one -> one.condition().test(site).isYes()).findFirst();
    if (fence.isEmpty()) {
      return new Outcome.Declined("no helper fits this module");
    }
    HelperText writing = new HelperText(site, draft, fence.get().text(), LINE_LENGTH);
    for (int number = 0; number <= 99; number++) {
      String suffix = number == 0 ? "" : "_" + number;
      Map<String, String> renames = new LinkedHashMap<>();
      names.forEach(name -> renames.put(name, name + suffix));
      boolean free = renames.values().stream().allMatch(site.model()::isFree);
      switch (writing.write(renames)) {
        case Made.Refused(String why) -> {
          return new Outcome.Declined(why);
        }
        case Made.Done(HelperText.Written written) -> {
          Draft named = renamed(draft, renames);
          if (isThere(site.model().tree(), written)) {
            return isBelow(site, renames)
                ? new Outcome.Declined("the module defines the helper below this place")
                : new Outcome.Done(named);
          }
          if (free && keys.stream().noneMatch(it -> isKey(site, it + suffix))) {
            List<Request> requests = new ArrayList<>(written.imports());
            requests.add(
                new Request.Definition(
                    written.text(), List.copyOf(renames.values()), loggerOffset(site.model())));
            return new Outcome.Done(named.with(site.path(), List.of(), requests));
          }
        }
      }
    }
    return new Outcome.Declined("the module uses every name that the helper could have");
  }

  /// Ex) `app["session"]`, `app.state.session`
  private static boolean isKey(Site site, String name) {
    if (!site.codebase().unreadHolding(name).isEmpty()) {
      return true;
    }
    return site.codebase().pathsHolding(name).stream()
        .flatMap(path -> site.codebase().model(path).stream())
        .flatMap(it -> it.tree().nodes().stream())
        .anyMatch(
            it ->
                switch (it) {
                  case Expr.Attribute(_, _, String member) -> member.equals(name);
                  case Expr.Constant constant ->
                      constant.text().equals('"' + name + '"')
                          || constant.text().equals("'" + name + "'");
                  case Node _ -> false;
                });
  }

  private static Draft renamed(Draft draft, Map<String, String> renames) {
    Draft named = draft;
    for (Map.Entry<String, String> rename : renames.entrySet()) {
      named = named.rename(rename.getKey(), rename.getValue());
    }
    return named;
  }

  /// Whether code that runs at module level stands above a definition that it would use.
  private static boolean isBelow(Site site, Map<String, String> renames) {
    SyntaxTree tree = site.model().tree();
    int place = tree.span(site.root()).start();
    return site.model().functionOf(site.root()).isEmpty()
        && tree.module().body().stream()
            .anyMatch(
                one ->
                    one instanceof Stmt.FunctionDef def
                        && renames.containsValue(def.name())
                        && tree.span(def).start() > place);
  }

  private static int loggerOffset(SemanticModel model) {
    return model.moduleLogger().map(name -> model.tree().span(name).start()).orElse(-1);
  }

  /// Whether the module defines just this at its top level already, in whatever layout.
  private static boolean isThere(SyntaxTree module, HelperText.Written written) {
    return written.tree().module().body().stream()
        .allMatch(
            wanted ->
                module.module().body().stream().anyMatch(there -> Shapes.same(wanted, there)));
  }
}
