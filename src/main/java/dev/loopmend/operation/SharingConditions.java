package dev.loopmend.operation;

import static dev.loopmend.operation.Arguments.answer;
import static dev.loopmend.operation.Arguments.none;
import static dev.loopmend.operation.Arguments.plain;

import dev.loopmend.recipe.Condition;
import dev.loopmend.recipe.FarCondition;
import dev.loopmend.recipe.Made;
import dev.loopmend.recipe.Site;
import dev.loopmend.semantic.Answer;
import dev.loopmend.semantic.EndlessCode;
import dev.loopmend.semantic.FunctionRef;
import dev.loopmend.semantic.Knowledge;
import dev.loopmend.semantic.SemanticModel;
import dev.loopmend.sharing.Lifetime;
import dev.loopmend.sharing.ObjectUse;
import dev.loopmend.sharing.ObjectUses;
import dev.loopmend.sharing.OwnerClass;
import dev.loopmend.sharing.Repetition;
import dev.loopmend.sharing.Shutdown;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Conditions about how often an object is made, how long it lives, and what is done with it.
final class SharingConditions {
  private static final Pattern METHODS =
      Pattern.compile("\\[([\\w, ]*)\\](?:\\s+unless option (\\w+))?");

  private static final Pattern ALLOWED =
      Pattern.compile("(\\w+) than ([\\w.]+) of \\[([\\w, ]*)\\]");

  private static final Set<String> CONNECTING = Set.of("ws_connect", "websocket_connect");

  private SharingConditions() {}

  static void addTo(Map<String, Condition.Factory> words, Knowledge knowledge) {
    // `reached-from SET or taking SET`: a function that something of the set registers, such as a
    // handler of requests, reaches the match, or its own function takes an object of the other set,
    // by the annotation of a parameter.
    words.put("reached-from", (_, set) -> reachedFrom(set, knowledge));
    // `$OPTIONS passes-more connector than aiohttp.TCPConnector of [ssl]`: the keyword is given,
    // and its value is no call of that with none but these keywords.
    words.put("passes-more", SharingConditions::passesMore);
    // The match stands in a loop of its function.
    words.put("in-loop", none(SharingConditions::inLoop));
    // The match stands in an `except` block of its function.
    words.put("in-handler", none(SharingConditions::inHandler));
    // The match stands in a `while` loop that comes round when what it makes was lost: a websocket
    // is opened with it, or its block goes on for ever.
    words.put("reconnects", none(SharingConditions::reconnects));
    // The loop round the match comes round there only when something has failed.
    words.put(
        "tries-again",
        none(
            site ->
                answer(
                    Repetition.isOnlyByFailure(site.model(), site.root()),
                    "the loop ends when it succeeds",
                    "the loop comes round by itself")));
    // Somebody calls its function in a loop.
    words.put("called-in-loop", plain(FarCondition.allCallers(SharingConditions::calledInLoop)));
    // What the match makes ends in the same place, as far as can be seen: it is neither returned
    // nor stored.
    words.put("used-up-here", none(SharingConditions::usedUpHere));
    // A `with` statement enters what the match makes and gives it no name, so nothing can use it.
    words.put("entered-without-name", none(SharingConditions::enteredWithoutName));
    // `used-beyond [get, post]`: another method of what the match makes is called, or it is used
    // otherwise; never where an option has a value that ` unless option NAME` behind it names.
    words.put("used-beyond", methods(SharingConditions::usedBeyond));
    // `several-calls-beyond [close]`: one execution may call several methods, and one of them is
    // none of these; takes ` unless option NAME` as well.
    words.put("several-calls-beyond", methods(SharingConditions::severalCallsBeyond));
    // The match is in a method of a class that has another method which closes what its objects
    // hold.
    words.put(
        "closed-by-owner", plain(FarCondition.allCallers(site -> closedByOwner(site, knowledge))));
    // There is an application that can close at its end what the match makes.
    words.put(
        "application-in-sight",
        plain(
            FarCondition.words(
                site -> Shutdown.isSeen(site, knowledge), Shutdown.words(knowledge))));
    // The application has a lifespan function that a fix would have to wrap.
    words.put(
        "lifespan-to-wrap",
        plain(
            FarCondition.words(
                site -> Shutdown.wrapsLifespan(site, knowledge), Shutdown.words(knowledge))));
  }

  /// Ex) `$OPTIONS passes-more connector than aiohttp.TCPConnector of [ssl]`: another value than a
  /// call of that with these keywords
  private static Made<Condition> passesMore(String variable, String argument) {
    Matcher parts = ALLOWED.matcher(argument);
    if (variable.isEmpty() || !parts.matches()) {
      return new Made.Refused<>(
          "needs a variable before it, and 'KEYWORD than NAME of [KEYWORDS]'");
    }
    String keyword = parts.group(1);
    String callable = parts.group(2);
    Set<String> allowed = Set.of(parts.group(3).split(",\\s*", -1));
    return new Made.Done<>(
        site -> {
          boolean more =
              site.match().capture(variable).stream()
                  .flatMap(it -> it.all().stream())
                  .filter(Node.Argument.class::isInstance)
                  .map(Node.Argument.class::cast)
                  .filter(it -> it.name().equals(keyword))
                  .anyMatch(it -> !isCallOf(site.model(), it.value(), callable, allowed));
          return answer(more, keyword + " is given", keyword + " is not given, or is harmless");
        });
  }

  private static boolean isCallOf(
      SemanticModel model, Expr value, String callable, Set<String> allowed) {
    return value instanceof Expr.Call call
        && model.qualifiedName(call.callee()).filter(callable::equals).isPresent()
        && call.arguments().stream().allMatch(it -> allowed.contains(it.name()));
  }

  /// Ex) reached-from request-handlers
  private static Made<Condition> reachedFrom(String argument, Knowledge knowledge) {
    List<Set<String>> sets = new ArrayList<>();
    for (String name : argument.split(" or taking ", 2)) {
      Set<String> set = knowledge.sets().get(name);
      if (set == null) {
        String known = String.join(", ", new TreeSet<>(knowledge.sets().keySet()));
        return new Made.Refused<>(
            "no knowledge file has a set '" + name + "'; there are: " + known);
      }
      sets.add(set);
    }
    Set<String> objects = sets.size() == 1 ? Set.of() : sets.getLast();
    return new Made.Done<>(
        FarCondition.allCallers(
            site -> takes(site, objects).orElseGet(() -> reachedFrom(site, sets.getFirst()))));
  }

  /// Ex) async def login(request: web.Request)
  private static Optional<Answer> takes(Site site, Set<String> objects) {
    SemanticModel model = site.model();
    return model.nearestDef(site.root()).stream()
        .flatMap(def -> def.parameters().all().stream())
        .flatMap(it -> it.annotation().stream())
        .flatMap(it -> model.qualifiedName(it).stream())
        .filter(objects::contains)
        .findFirst()
        .map(it -> new Answer.Yes("its function is run for each " + it));
  }

  private static Answer reachedFrom(Site site, Set<String> takers) {
    SemanticModel model = site.model();
    Optional<List<FunctionRef>> chain =
        model
            .functionOf(site.root())
            .map(model::refOf)
            .flatMap(it -> site.codebase().workspace().chainFrom(takers, it));
    if (chain.isEmpty()) {
      return new Answer.No("no handler is seen to reach it");
    }
    List<String> names = chain.get().stream().map(FunctionRef::label).toList();
    return new Answer.Yes(
        names.size() == 1
            ? "'" + names.getFirst() + "' is run for each request"
            : "'" + String.join("' -> '", names) + "' is run for each request");
  }

  /// Whether the class of the method ends what its instances hold.
  private static Answer closedByOwner(Site site, Knowledge knowledge) {
    if (!(site.root() instanceof Expr.Call call)) {
      return new Answer.No("nothing is made");
    }
    return switch (OwnerClass.of(site.codebase(), site.model(), call, knowledge)) {
      case Made.Refused(String why) -> new Answer.No(why);
      case Made.Done(OwnerClass owner) ->
          new Answer.Yes(
              owner.type().name() + "." + owner.closing().name() + " closes what it holds");
    };
  }

  /// Ex) `except ssl.SSLError: session = aiohttp.ClientSession()`
  private static Answer inHandler(Site site) {
    SyntaxTree tree = site.model().tree();
    for (Node at = tree.parent(site.root());
        !(at instanceof Stmt.FunctionDef) && at.id() != 0;
        at = tree.parent(at)) {
      if (at instanceof Node.ExceptHandler) {
        return new Answer.Yes("it is made after an exception");
      }
    }
    return new Answer.No("it stands in no handler");
  }

  private static Answer inLoop(Site site) {
    return Repetition.loopRound(site.model(), site.root())
        .<Answer>map(
            loop -> {
              int line = site.model().tree().fileLine(loop);
              return new Answer.Yes("the loop of line " + line + " makes it each time");
            })
        .orElseGet(() -> new Answer.No("it is in no loop"));
  }

  /// Ex) `while True: async with ClientSession() as session: await follow(session.ws_connect(url))`
  private static Answer reconnects(Site site) {
    SemanticModel model = site.model();
    SyntaxTree tree = model.tree();
    boolean repeated =
        Repetition.loopRound(model, site.root()).filter(Stmt.While.class::isInstance).isPresent();
    Node block = tree.statementOf(site.root());
    EndlessCode endless = EndlessCode.in(site.codebase()::model);
    boolean lasts =
        tree.within(block).stream()
            .anyMatch(
                it ->
                    (it instanceof Expr.Attribute method && CONNECTING.contains(method.name()))
                        || (it instanceof Stmt inner && endless.mayBeEndless(model, inner)));
    return answer(repeated && lasts, "", "each turn makes one for what ends soon");
  }

  private static Answer calledInLoop(Site site) {
    return Repetition.callInLoop(site.codebase(), site.model(), site.root())
        .<Answer>map(at -> new Answer.Yes(at + " calls it again and again"))
        .orElseGet(() -> new Answer.No("no loop is seen to call it"));
  }

  private static List<ObjectUse> usesOf(Site site) {
    return site.root() instanceof Expr.Call call
        ? ObjectUses.of(site.codebase(), site.model(), Lifetime.of(site.model(), call))
        : List.of();
  }

  /// Whether what the match makes ends in the same place, as far as can be seen: it is neither
  /// returned nor stored.
  private static Answer usedUpHere(Site site) {
    if (!(site.root() instanceof Expr.Call call)) {
      return new Answer.No("nothing is made");
    }
    if (Lifetime.of(site.model(), call) instanceof Lifetime.Kept(String why)) {
      return new Answer.No(why);
    }
    return usesOf(site).stream()
        .filter(ObjectUse.Stored.class::isInstance)
        .map(ObjectUse.Stored.class::cast)
        .findFirst()
        .<Answer>map(it -> new Answer.No(it.how()))
        .orElseGet(() -> new Answer.Yes(""));
  }

  private static Answer enteredWithoutName(Site site) {
    boolean nameless =
        site.root() instanceof Expr.Call call
            && Lifetime.of(site.model(), call) instanceof Lifetime.Entered(_, _, var name)
            && name.isEmpty();
    return answer(nameless, "", "it has a name");
  }

  @FunctionalInterface
  private interface Question {
    Answer ask(Site site, Set<String> methods);
  }

  /// Ex) `used-beyond [get, post]`, `several-calls-beyond [get] unless option cookies`
  private static Condition.Factory methods(Question question) {
    return (subject, argument) -> {
      Matcher parts = METHODS.matcher(argument);
      if (!parts.matches()) {
        return new Made.Refused<>("needs a list of methods: [get, head]");
      }
      Set<String> methods = new TreeSet<>(List.of(parts.group(1).split(",\\s*", -1)));
      Optional<String> option = Optional.ofNullable(parts.group(2));
      return new Made.Done<>(
          FarCondition.allCallers(
              site ->
                  option.filter(site.options()::containsKey).isPresent()
                      ? new Answer.No("the option " + option.get() + " is set")
                      : question.ask(site, methods)));
    };
  }

  private static String place(Site site, ObjectUse use) {
    int line = site.codebase().model(use.path()).map(it -> it.tree().fileLine(use.at())).orElse(0);
    return use.path().equals(site.path()) ? "line " + line : use.path() + ":" + line;
  }

  private static Answer usedBeyond(Site site, Set<String> methods) {
    for (ObjectUse use : usesOf(site)) {
      switch (use) {
        case ObjectUse.Other(_, _, String how) -> {
          return new Answer.Yes(place(site, use) + ": " + how);
        }
        case ObjectUse.Call(_, _, _, String method, _) when !methods.contains(method) -> {
          return new Answer.Yes(place(site, use) + ": its method " + method + " is called");
        }
        case ObjectUse.Call _, ObjectUse.End _, ObjectUse.Stored _ -> {}
      }
    }
    return new Answer.No("only requests are made with it");
  }

  /// Whether one execution may call several methods, and one of them is none of the given.
  private static Answer severalCallsBeyond(Site site, Set<String> methods) {
    List<ObjectUse.Call> calls =
        usesOf(site).stream()
            .filter(ObjectUse.Call.class::isInstance)
            .map(ObjectUse.Call.class::cast)
            .toList();
    for (ObjectUse.Call one : calls) {
      if (methods.contains(one.method())) {
        continue;
      }
      boolean several =
          one.again()
              || calls.stream()
                  .anyMatch(it -> !it.equals(one) && !Repetition.exclude(site.codebase(), it, one));
      if (several) {
        return new Answer.Yes(place(site, one) + " calls " + one.method() + ", and not alone");
      }
    }
    return answer(false, "", "one call, or reading ones only");
  }
}
