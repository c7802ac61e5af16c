package dev.loopmend.semantic;

import dev.loopmend.syntax.Expr;
import java.util.Optional;
import java.util.regex.Pattern;

/// What the names of functions say of their work, where no more is known. They may only take
/// something away from what is reported, never make an edit safe.
public final class FunctionNames {
  private static final Pattern ENDING =
      Pattern.compile(
          "_*((a?close|aexit|cancel|clean_?up|destroy|disconnect|dispose|end|exit|finali[sz]e|finish|kill|leave|release"
              + "|shut_?down|stop|tear_?down|terminate|unload|wait_closed)(_.*)?|on_(shut_?down|stop))");
  private static final Pattern SETTING_UP =
      Pattern.compile(
          "_*(((async_)?(init|initiali[sz]e|load|set_?up|bootstrap)(_.*)?)"
              + "|(async_|on_)?start(up)?|post_init__|aenter__|cog_load)");
  private static final Pattern REGISTERING =
      Pattern.compile("_*(add|append|define|register|set)(_.*)?");
  private static final Pattern MAKING =
      Pattern.compile(
          "_*([A-Z]\\w*[a-z]\\w*|(acquire|begin|build|connect|create|init|initiali[sz]e|launch|login"
              + "|make|new|open|register|run|set_?up|spawn|start|subscribe)(_.*)?)");

  private FunctionNames() {}

  /// Ex) `aclose`, `_stop_all`, `on_shutdown`, `__aexit__`
  public static boolean endsSomething(String function) {
    return ENDING.matcher(function).matches();
  }

  /// Ex) `start`, `load_plugins`, `__aenter__`
  static boolean setsUp(String function) {
    return SETTING_UP.matcher(function).matches();
  }

  /// Ex) `add_pattern`, `register`
  static boolean registers(String function) {
    return REGISTERING.matcher(function).matches();
  }

  /// Ex) `self.session.close()`, `stop(task)`
  static boolean isEndingCall(Scopes scopes, Expr expr) {
    return calledName(scopes, expr).filter(FunctionNames::endsSomething).isPresent();
  }

  /// Ex) `asyncpg.create_pool(url)`, `Client()`
  static boolean isMakingCall(Scopes scopes, Expr expr) {
    return calledName(scopes, expr).filter(it -> MAKING.matcher(it).matches()).isPresent();
  }

  /// The last part of the name by which a call calls; the name of a local says nothing.
  static Optional<String> calledName(Scopes scopes, Expr expr) {
    return expr instanceof Expr.Call(_, Expr callee, _)
        ? switch (callee) {
          case Expr.Name name when !isLocal(scopes, name) -> Optional.of(name.text());
          case Expr.Attribute attribute -> Optional.of(attribute.name());
          case Expr _ -> Optional.empty();
        }
        : Optional.empty();
  }

  private static boolean isLocal(Scopes scopes, Expr.Name name) {
    return scopes
        .bindingOf(name)
        .filter(it -> it.scope().kind() == Scope.Kind.FUNCTION)
        .isPresent();
  }
}
