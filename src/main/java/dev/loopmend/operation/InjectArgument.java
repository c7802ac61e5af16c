package dev.loopmend.operation;

import dev.loopmend.edit.FileEdits;
import dev.loopmend.recipe.Draft;
import dev.loopmend.recipe.Made;
import dev.loopmend.recipe.Operation;
import dev.loopmend.recipe.Site;
import dev.loopmend.semantic.Knowledge;
import dev.loopmend.semantic.SemanticModel;
import dev.loopmend.sharing.ExtraKeywords;
import dev.loopmend.sharing.Injection;
import dev.loopmend.sharing.Lifetime;
import dev.loopmend.sharing.MovedCall;
import dev.loopmend.sharing.ObjectUses;
import dev.loopmend.sharing.OptionsOfCalls;
import dev.loopmend.syntax.Expr;
import java.util.List;

/// `inject-argument: {pure: SET, with: [...], without: OPTION = VALUE}`: the object that the
/// matched call makes whenever its function is called becomes a parameter of the function; its
/// callers make one round all calls, with further keyword arguments unless the option has that
/// value.
final class InjectArgument implements Operation {
  private final ExtraKeywords extra;

  private InjectArgument(ExtraKeywords extra) {
    this.extra = extra;
  }

  static Made<Operation> of(Settings settings, Knowledge knowledge) {
    return switch (ExtraKeywords.of(settings, knowledge)) {
      case Made.Refused(String why) -> new Made.Refused<>(why);
      case Made.Done(ExtraKeywords extra) -> new Made.Done<>(new InjectArgument(extra));
    };
  }

  @Override
  public boolean asksCoroutineCallers() {
    return true;
  }

  @Override
  public Outcome apply(Site site, Draft draft) {
    if (!(site.root() instanceof Expr.Call call)) {
      return new Outcome.Declined("only a call makes an object");
    }
    Lifetime lifetime = Lifetime.of(site.model(), call);
    var uses = ObjectUses.of(site.codebase(), site.model(), lifetime);
    return switch (Injection.of(
        site.codebase(), site.model(), call, lifetime, uses, it -> codeIn(site, call, it))) {
      case Made.Refused(String why) -> new Outcome.Declined(why);
      case Made.Done(List<FileEdits> files) -> {
        Draft made = draft;
        for (FileEdits file : files) {
          made = made.with(file.path(), file.edits(), file.requests());
        }
        yield new Outcome.Done(made);
      }
    };
  }

  /// The call as the file of a caller can write it.
  private Made<MovedCall.Code> codeIn(Site site, Expr.Call call, SemanticModel file) {
    Made<MovedCall.Code> own = extra.inModule(site, call, OptionsOfCalls.NONE);
    return file.path().equals(site.path())
        ? own
        : switch (own) {
          case Made.Refused<MovedCall.Code> refused -> refused;
          case Made.Done(MovedCall.Code code) -> extra.as(code, site, call, file);
        };
  }
}
