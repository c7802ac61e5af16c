package dev.loopmend.operation;

import dev.loopmend.edit.Request;
import dev.loopmend.edit.TextEdit;
import dev.loopmend.match.Variable;
import dev.loopmend.recipe.Draft;
import dev.loopmend.recipe.Made;
import dev.loopmend.recipe.Operation;
import dev.loopmend.recipe.Site;
import dev.loopmend.recipe.SpelledName;
import dev.loopmend.semantic.Dotted;
import dev.loopmend.semantic.FunctionRef;
import dev.loopmend.semantic.FunctionUse;
import dev.loopmend.semantic.Knowledge;
import dev.loopmend.semantic.SemanticModel;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// `handler-parameter: {$REQUEST: request, handlers: SET, of: [TYPE, ...], add: TYPE}`: binds a
/// variable to the parameter of one of some types of the function round the match, which must be
/// run by something of the set. A function without one gets it in front of the others, with that
/// name, if `add` names its type; else its first parameter is the one, or `self.NAME` where it has
/// none.
final class HandlerParameter implements Operation {
  private final String variable;
  private final String name;
  private final Set<String> handlers;
  private final List<String> types;
  private final Optional<String> added;

  private HandlerParameter(
      String variable,
      String name,
      Set<String> handlers,
      List<String> types,
      Optional<String> added) {
    this.variable = variable;
    this.name = name;
    this.handlers = handlers;
    this.types = types;
    this.added = added;
  }

  static Made<Operation> of(Settings settings, Knowledge knowledge) {
    List<Map.Entry<String, Object>> bound =
        settings.values().entrySet().stream()
            .filter(it -> Variable.isVariable(it.getKey()))
            .toList();
    List<String> set = settings.words("handlers");
    if (bound.size() != 1 || settings.words("of").isEmpty()) {
      return new Made.Refused<>("one variable must be bound to a name, and 'of' list types");
    }
    if (set.size() != 1 || !knowledge.sets().containsKey(set.getFirst())) {
      String known = String.join(", ", new TreeSet<>(knowledge.sets().keySet()));
      return new Made.Refused<>("'handlers' must name a set of the knowledge files: " + known);
    }
    return new Made.Done<>(
        new HandlerParameter(
            Variable.nameOf(bound.getFirst().getKey()),
            String.valueOf(bound.getFirst().getValue()),
            knowledge.sets().getOrDefault(set.getFirst(), Set.of()),
            settings.words("of"),
            settings.words("add").stream().findFirst()));
  }

  @Override
  public boolean asksCoroutineCallers() {
    return true;
  }

  @Override
  public Outcome apply(Site site, Draft draft) {
    SemanticModel model = site.model();
    Optional<Stmt.FunctionDef> def =
        model
            .nearestDef(site.root())
            .filter(
                it -> model.functionOf(site.root()).filter(at -> at.id() == it.id()).isPresent());
    if (def.isEmpty() || !isHandler(site, model.refOf(def.get()))) {
      return new Outcome.Declined("it is not in the function itself that is run for each request");
    }
    Optional<Node.Parameter> there =
        def.get().parameters().all().stream()
            .filter(
                it ->
                    it.annotation()
                        .flatMap(model::qualifiedName)
                        .filter(types::contains)
                        .isPresent())
            .findFirst();
    if (there.isPresent()) {
      return taken(model, draft, there.get());
    }
    Optional<String> obstacle = obstacle(site, def.get());
    return obstacle.isPresent()
        ? new Outcome.Declined(obstacle.get())
        : unannotated(site, draft, def.get());
  }

  /// What speaks against a parameter that is not annotated with one of the types.
  private Optional<String> obstacle(Site site, Stmt.FunctionDef def) {
    Optional<FunctionUse> other =
        site.codebase().workspace().usesOf(site.model().refOf(def)).stream()
            .filter(it -> it.kind() != FunctionUse.Kind.REGISTERED)
            .findFirst();
    if (other.isPresent()) {
      String place = site.codebase().place(other.get().path(), other.get().at());
      return Optional.of(place + " uses the function as it is");
    }
    // Ex) request: "Request"
    boolean hidden =
        def.parameters().all().stream()
            .flatMap(it -> it.annotation().stream())
            .map(site.model().tree()::textOf)
            .anyMatch(text -> types.stream().anyMatch(it -> text.contains(Dotted.last(it))));
    return hidden
        ? Optional.of("it cannot be told which of its parameters it is")
        : Optional.empty();
  }

  private Outcome unannotated(Site site, Draft draft, Stmt.FunctionDef def) {
    List<Node.Parameter> all = def.parameters().all();
    boolean method = site.model().tree().parent(def) instanceof Stmt.ClassDef;
    if (added.isPresent()) {
      return method
          ? new Outcome.Declined("a method is given its parameters by others")
          : add(site, draft, def);
    }
    int first = method ? 1 : 0;
    if (all.size() > first && all.get(first).annotation().isEmpty()) {
      return taken(site.model(), draft, all.get(first));
    }
    return method && all.size() == 1
        ? bound(draft, all.getFirst().name() + "." + name)
        : new Outcome.Declined("the function has no parameter for the request");
  }

  private boolean isHandler(Site site, FunctionRef function) {
    return site.codebase()
        .workspace()
        .chainFrom(handlers, function)
        .filter(it -> it.size() == 1)
        .isPresent();
  }

  private Outcome taken(SemanticModel model, Draft draft, Node.Parameter parameter) {
    boolean stays =
        model.bindingOf(parameter).filter(it -> it.stores().size() == 1).isPresent()
            && (parameter.kind() == Node.ParameterKind.POSITIONAL
                || parameter.kind() == Node.ParameterKind.POSITIONAL_ONLY
                || parameter.kind() == Node.ParameterKind.KEYWORD_ONLY);
    return stays
        ? bound(draft, parameter.name())
        : new Outcome.Declined("the function assigns its parameter " + parameter.name());
  }

  private Outcome bound(Draft draft, String code) {
    return new Outcome.Done(draft.bind(variable, new Draft.Bound(code, List.of())));
  }

  private Outcome add(Site site, Draft draft, Stmt.FunctionDef def) {
    SemanticModel model = site.model();
    SyntaxTree tree = model.tree();
    boolean plain =
        def.typeParameters().isEmpty()
            && def.decorators().stream()
                .allMatch(
                    it ->
                        it.expression() instanceof Expr.Call call
                            && model.among(call.callee(), handlers).isPresent());
    if (!plain || !model.isFreeAround(name, def.body().getFirst())) {
      return new Outcome.Declined(
          plain
              ? "the function uses the name " + name + " for something else"
              : "a decorator may give the function other parameters");
    }
    return switch (typeAt(model, def)) {
      case Made.Refused(String why) -> new Outcome.Declined(why);
      case Made.Done(SpelledName(String type, List<Request> imports)) -> {
        String parameter = name + ": " + type;
        int open = tree.text().indexOf('(', tree.span(def).start());
        boolean alone = def.parameters().all().isEmpty();
        int at = alone ? open + 1 : tree.span(def.parameters().all().getFirst()).start();
        yield bound(
            draft.with(
                site.path(),
                List.of(TextEdit.insert(at, alone ? parameter : parameter + ", ")),
                imports),
            name);
      }
    };
  }

  /// The type of the new parameter, by a name that is imported already or beside others of its
  /// module.
  private Made<SpelledName> typeAt(SemanticModel model, Stmt.FunctionDef def) {
    String dotted = added.orElse("");
    String module = dotted.substring(0, dotted.lastIndexOf('.'));
    String last = dotted.substring(module.length() + 1);
    List<Node.Alias> names =
        model.tree().module().body().stream()
            .filter(Stmt.ImportFrom.class::isInstance)
            .map(Stmt.ImportFrom.class::cast)
            .filter(it -> it.level() == 0 && it.module().equals(module))
            .flatMap(it -> it.names().stream())
            .toList();
    boolean there =
        names.stream()
            .filter(it -> it.name().equals(last) && it.asName().isEmpty())
            .flatMap(it -> model.bindingOf(it).stream())
            .anyMatch(it -> it.stores().size() == 1);
    if (there && model.scopeOf(def).parent().isEmpty()) {
      return new Made.Done<>(new SpelledName(last, List.of()));
    }
    Made<SpelledName> spelled = SpelledName.of(model, dotted, def);
    boolean missing =
        spelled instanceof Made.Done(SpelledName(_, List<Request> needed)) && !needed.isEmpty();
    return missing && !names.isEmpty() && model.isFree(last)
        ? new Made.Done<>(new SpelledName(last, List.of(new Request.ImportName(module, last))))
        : spelled;
  }
}
