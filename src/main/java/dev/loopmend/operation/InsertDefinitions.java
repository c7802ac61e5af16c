package dev.loopmend.operation;

import dev.loopmend.edit.Request;
import dev.loopmend.match.Variable;
import dev.loopmend.recipe.Draft;
import dev.loopmend.recipe.HelperText;
import dev.loopmend.recipe.HelperText.Standing;
import dev.loopmend.recipe.Made;
import dev.loopmend.recipe.ModuleLogger;
import dev.loopmend.recipe.Operation;
import dev.loopmend.recipe.Site;
import dev.loopmend.semantic.SemanticModel;
import dev.loopmend.sharing.SharedModule;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.ArrayList;
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
///
/// With `module: OPTION` and `used: [...]` the definitions stand in the module that the option
/// names, if it is set: it is made where it is not there, and the file imports what it uses of
/// them. `$LOG: module-logger` binds a variable to the logger of the module that holds them.
final class InsertDefinitions implements Operation {
  private static final int LINE_LENGTH = 88;
  private static final Set<String> SETTINGS = Set.of("names", "keys", "used", "module");

  private final List<String> names;
  private final List<String> keys;
  private final List<String> used;
  private final List<String> module;
  private final List<String> loggers;
  private final List<Fence> fences;

  private InsertDefinitions(List<String> names, Settings settings) {
    this.names = names;
    this.keys = settings.words("keys");
    this.used = settings.words("used");
    this.module = settings.words("module");
    this.loggers =
        settings.values().keySet().stream()
            .filter(Variable::isVariable)
            .map(Variable::nameOf)
            .toList();
    this.fences = settings.fences();
  }

  static Made<Operation> of(Settings settings) {
    List<String> names = settings.words("names");
    if (names.isEmpty()) {
      return new Made.Refused<>("'names' must list what the helper defines");
    }
    if (settings.fences().isEmpty()) {
      return new Made.Refused<>("a 'python helper' fence must follow");
    }
    for (Map.Entry<String, Object> one : settings.values().entrySet()) {
      boolean isLogger =
          Variable.isVariable(one.getKey()) && one.getValue().equals(ModuleLogger.WORD);
      if (!isLogger && !SETTINGS.contains(one.getKey())) {
        return new Made.Refused<>("unknown setting '" + one.getKey() + "'");
      }
    }
    InsertDefinitions made = new InsertDefinitions(names, settings);
    if (!names.containsAll(made.keys)) {
      return new Made.Refused<>("'keys' must be 'names' of the helper");
    }
    return made.module.isEmpty() == made.used.isEmpty() && names.containsAll(made.used)
        ? new Made.Done<>(made)
        : new Made.Refused<>("'module' needs 'used', names of the helper, and the other way round");
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
    Optional<String> shared =
        module.stream()
            .flatMap(it -> Optional.ofNullable(site.options().get(it)).stream())
            .findFirst();
    return switch (written(site, draft, fence.get())) {
      case Standing.Impossible(String why) -> new Outcome.Declined(why);
      case Standing.There(Map<String, String> names) ->
          isBelow(site, names)
              ? new Outcome.Declined("the module defines the helper below this place")
              : new Outcome.Done(renamed(draft, names));
      case Standing.Missing _ when shared.isPresent() ->
          inModule(site, draft, fence.get(), shared.get());
      case Standing.Missing(Map<String, String> names, HelperText.Written text) ->
          new Outcome.Done(
              renamed(draft, names).with(site.path(), List.of(), requests(site, names, text)));
    };
  }

  private Outcome inModule(Site site, Draft draft, Fence fence, String name) {
    return switch (SharedModule.of(site, name)) {
      case Made.Refused(String why) -> new Outcome.Declined(why);
      case Made.Done(SharedModule shared) ->
          switch (written(shared.site(), draft, fence)) {
            case Standing.Impossible(String why) -> new Outcome.Declined(why);
            case Standing.There(Map<String, String> names) -> imported(site, draft, shared, names);
            case Standing.Missing(Map<String, String> names, HelperText.Written text)
                when shared.isEmpty() ->
                imported(
                    site,
                    draft.with(shared.path(), List.of(), requests(shared.site(), names, text)),
                    shared,
                    names);
            case Standing.Missing _ ->
                new Outcome.Declined(
                    shared.path()
                        + " is there, and does not define "
                        + String.join(", ", this.names)
                        + " as this fix does; name a module that is not there yet");
          };
    };
  }

  private Outcome imported(Site site, Draft draft, SharedModule shared, Map<String, String> names) {
    Draft made = draft;
    for (String name : used) {
      made = shared.imported(site, made, name, names.getOrDefault(name, name));
    }
    return new Outcome.Done(made);
  }

  private Standing written(Site site, Draft given, Fence fence) {
    Draft draft = given;
    for (String variable : loggers) {
      switch (ModuleLogger.of(site)) {
        case Made.Refused(String why) -> {
          return new Standing.Impossible(why);
        }
        case Made.Done(Draft.Bound code) -> draft = draft.bind(variable, code);
      }
    }
    return new HelperText(site, draft, fence.text(), LINE_LENGTH)
        .in(site.model().tree().module().body(), names, renames -> areFree(site, renames));
  }

  private boolean areFree(Site site, Map<String, String> renames) {
    return renames.values().stream().allMatch(site.model()::isFree)
        && keys.stream().noneMatch(key -> isKey(site, renames.getOrDefault(key, key)));
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

  private static List<Request> requests(
      Site site, Map<String, String> names, HelperText.Written text) {
    List<Request> requests = new ArrayList<>(text.imports());
    requests.add(
        new Request.Definition(
            text.text(), List.copyOf(names.values()), loggerOffset(site.model())));
    return requests;
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
}
