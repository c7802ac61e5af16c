package dev.loopmend.conversion;

import dev.loopmend.edit.Edits;
import dev.loopmend.edit.FileEdits;
import dev.loopmend.edit.Request;
import dev.loopmend.edit.Safety;
import dev.loopmend.edit.TextEdit;
import dev.loopmend.recipe.Draft;
import dev.loopmend.recipe.Occurrence;
import dev.loopmend.recipe.Operation.Outcome;
import dev.loopmend.recipe.Rewrite;
import dev.loopmend.recipe.Search;
import dev.loopmend.recipe.Site;
import dev.loopmend.rewrite.Awaits;
import dev.loopmend.rewrite.FunctionText;
import dev.loopmend.semantic.FunctionRef;
import dev.loopmend.semantic.SemanticModel;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Module;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.text.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Makes the function round an occurrence a coroutine function, together with every plain function
/// through which coroutines reach it, and awaits their calls. A function that plain code needs too
/// gets a coroutine function beside it, which its body moves to.
public final class Conversion {
  private final Site site;
  private final Rewrite each;
  private final Members members;
  private Draft draft;

  private Conversion(Site site, Rewrite each, boolean exportsPublic, Draft draft) {
    this.site = site;
    this.each = each;
    this.members = new Members(site, exportsPublic);
    this.draft = draft;
  }

  /// The draft with all edits of the conversion that a site asks for. `each` says how each
  /// occurrence in a converted function is rewritten; `exportsPublic` that code outside of the
  /// project may use every public function.
  public static Outcome of(Site site, Rewrite each, boolean exportsPublic, Draft draft) {
    Optional<Stmt.FunctionDef> def = site.model().nearestDef(site.root());
    if (def.isEmpty()) {
      return new Outcome.Declined("it is in no function");
    }
    Conversion conversion = new Conversion(site, each, exportsPublic, draft);
    return conversion.make(site.model().refOf(def.get()));
  }

  private Outcome make(FunctionRef function) {
    Optional<String> obstacle = members.add(function);
    if (obstacle.isPresent()) {
      return new Outcome.Declined(obstacle.get());
    }
    for (Member member : members.all()) {
      Optional<String> why = member.keepsFront() ? pair(member) : convert(member);
      if (why.isEmpty()) {
        why = rewriteOccurrences(member);
      }
      if (why.isPresent()) {
        return new Outcome.Declined(why.get());
      }
    }
    return conflict().<Outcome>map(Outcome.Declined::new).orElseGet(() -> new Outcome.Whole(draft));
  }

  private Optional<String> convert(Member member) {
    SemanticModel model = member.model();
    add(model.path(), List.of(new FunctionText(model.tree(), member.def()).toAsync()));
    return awaitCalls(member, Optional.empty());
  }

  private Optional<String> awaitCalls(Member member, Optional<TwinCalls> twins) {
    for (Reference reference : member.references()) {
      if (reference instanceof Reference.Awaited(FunctionRef by, Expr.Call call)) {
        Optional<SemanticModel> model = members.sites().model(by.path());
        Optional<String> why =
            TwinCalls.refused(site.codebase(), by.path())
                .or(() -> twins.flatMap(it -> model.flatMap(m -> it.redirect(m, call))));
        if (why.isPresent() || model.isEmpty()) {
          return why;
        }
        boolean isRun = isRunItself(model.get(), call);
        add(by.path(), Awaits.of(model.get().tree(), call, isRun));
      }
    }
    for (FileEdits file : twins.map(TwinCalls::edits).orElse(List.of())) {
      Optional<String> why = TwinCalls.refused(site.codebase(), file.path());
      if (why.isPresent()) {
        return why;
      }
      add(file.path(), file.edits());
    }
    return Optional.empty();
  }

  /// Ex) asyncio.run(load()), which may become an `await` as well
  private boolean isRunItself(SemanticModel model, Expr.Call call) {
    return model.tree().parent(call) instanceof Node.Argument argument
        && Search.like(site, model).at(model.tree().parent(argument)).isPresent();
  }

  private Optional<String> pair(Member member) {
    SemanticModel model = member.model();
    String twin = TwinNames.of(site.codebase(), model, member.def());
    Fronts fronts = new Fronts(members);
    switch (fronts.of(member, twin)) {
      case Fronts.Front.Impossible(String why) -> {
        return Optional.of("'" + member.function().label() + "' has plain callers, and " + why);
      }
      case Fronts.Front.Call(String statement, List<Request> requests, Optional<String> unsure) -> {
        FunctionText text = new FunctionText(model.tree(), member.def());
        draft =
            draft.with(
                model.path(),
                text.toPair(twin, statement, Obstacles.shared(model, member.def())),
                requests);
        unsure.ifPresent(this::lower);
      }
    }
    if (model.tree().parent(member.def()) instanceof Module) {
      add(model.path(), TwinExports.of(model, member.def().name(), twin));
    }
    for (Reference reference : member.references()) {
      if (reference instanceof Reference.Lost(String why)) {
        lower("'" + member.function().label() + "' stays as it is for others: " + why);
      }
    }
    if (new Obstacles(site.codebase()).mayOverride(member.function())) {
      lower(
          "a base class of '"
              + member.function().label()
              + "' outside of the project may have a method "
              + twin);
    }
    new Hazards(members, member, fronts.runner(member.function())).first().ifPresent(this::lower);
    return awaitCalls(member, Optional.of(new TwinCalls(members.sites(), member, twin)));
  }

  private Optional<String> rewriteOccurrences(Member member) {
    for (Occurrence one : members.occurrencesIn(member.function())) {
      if (!members.isFixable(one)) {
        continue;
      }
      draft = draft.lowered(one.judgement().safety());
      switch (each.apply(one.site(), Draft.EMPTY)) {
        case Outcome.Done(Draft made) -> merge(made);
        case Outcome.Whole(Draft made) -> merge(made);
        case Outcome.Declined(String why) -> {
          Span span = one.site().model().tree().span(one.site().root());
          return one.site().root().id() == site.root().id()
              ? Optional.of(why)
              : Optional.of(members.sites().place(one.site().path(), span) + ": " + why);
        }
      }
    }
    return Optional.empty();
  }

  private void merge(Draft made) {
    for (FileEdits file : made.files()) {
      draft = draft.with(file.path(), file.edits(), file.requests());
    }
    draft = draft.lowered(made.safety());
  }

  private void add(String path, List<TextEdit> edits) {
    draft = draft.with(path, edits, List.of());
  }

  private void lower(String because) {
    draft = draft.lowered(new Safety.Unsafe(because));
  }

  /// Ex) a call that has to be awaited inside of code that moves as text
  private Optional<String> conflict() {
    Map<String, Set<TextEdit>> byPath = new LinkedHashMap<>();
    for (FileEdits file : draft.files()) {
      byPath.computeIfAbsent(file.path(), _ -> new LinkedHashSet<>()).addAll(file.edits());
    }
    for (Map.Entry<String, Set<TextEdit>> file : byPath.entrySet()) {
      List<TextEdit> edits = new ArrayList<>(Edits.inOrder(List.copyOf(file.getValue())));
      for (int at = 1; at < edits.size(); at++) {
        if (Edits.conflict(edits.get(at - 1), edits.get(at))) {
          return Optional.of(
              "two changes meet in " + members.sites().place(file.getKey(), edits.get(at).span()));
        }
      }
    }
    return Optional.empty();
  }
}
