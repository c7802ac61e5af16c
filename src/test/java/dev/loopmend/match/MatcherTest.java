package dev.loopmend.match;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopmend.parse.ParseResult;
import dev.loopmend.parse.PythonParser;
import dev.loopmend.semantic.Builtins;
import dev.loopmend.semantic.Knowledge;
import dev.loopmend.semantic.SemanticModel;
import dev.loopmend.semantic.Summaries;
import dev.loopmend.semantic.Workspace;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.SyntaxTree;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Patterns on small programs: where they match, what their variables stand for, what they ask of a
/// file, and how near they come.
class MatcherTest {
  private static final String IMPORTS =
      "import asyncio\nimport asyncio as aio\nfrom asyncio import run as go\n";

  /// A pattern, a line of code below the imports, and the captures of its matches; `-` for none.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          asyncio.run($MAIN)             | aio.run(main())            | MAIN=main()
          asyncio.run($MAIN)             | go(main())                 | MAIN=main()
          asyncio.run($MAIN)             | loop.run(main())           | -
          asyncio.run($MAIN)             | aio.run(main(), debug=1)   | -
          asyncio.run($MAIN)             | aio.run(*args)             | -
          asyncio.run($_)                | aio.run(main())            | yes
          asyncio.run($_, debug=$D)      | aio.run(f(), debug=True)   | D=True
          asyncio.run($_, debug=$D)      | aio.run(f(), level=True)   | -
          asyncio.run($X, a=$A, b=$B)    | aio.run(x, b=2, a=1)       | A=1 B=2 X=x
          asyncio.run($X, a=$A, $$$R)    | aio.run(x, y, b=2, a=1)    | A=1 X=x R=y,b=2
          asyncio.run(a=1)               | aio.run(a=1)               | yes
          asyncio.run(a=1)               | aio.run(a=2)               | -
          asyncio.run(a=1)               | aio.run()                  | -
          asyncio.run(a=1)               | aio.run(1, a=1)            | -
          asyncio.run(a=$A)              | aio.run(b=1, a=2)          | -
          asyncio.run($$$ALL)            | aio.run()                  | ALL=
          asyncio.run($$$ALL)            | aio.run(1, *x, k=2, **y)   | ALL=1,*x,k=2,**y
          asyncio.run($$$A, $X)          | aio.run(1, 2, 3)           | A=1,2 X=3
          asyncio.run($$$A, 2, $$$B)     | aio.run(1, 2, 3, 2, 4)     | A=1,2,3 B=4
          asyncio.run($$$A, $X, $$$A)    | aio.run(1, 2, 1)           | A=1 X=2
          asyncio.run($$$A, $X, $$$A)    | aio.run(1, 2, 3)           | -
          asyncio.run($X, $X)            | aio.run(f(1), f( 1 ))      | X=f(1)
          asyncio.run($X, $X)            | aio.run(f(1), f(2))        | -
          asyncio.run($_, $_)            | aio.run(1, 2)              | yes
          $X.put($Y)                     | box.q.put(1)               | X=box.q Y=1
          $X.put($Y)                     | box.q.get(1)               | -
          $X.$M(1)                       | box.put(1)                 | M=box.put X=box
          sum([$$$XS])                   | sum([1, 2])                | XS=1,2
          sum([$$$XS])                   | sum((1, 2))                | -
          sum({$$$XS})                   | sum([1, 2])                | -
          $A + $B                        | x + y * 2                  | A=x B=y * 2
          $A + $B                        | x - y                      | -
          $A < $B                        | x < y                      | A=x B=y
          $A < $B                        | x < y < z                  | -
          del $X                         | del x                      | X=x
          del $X                         | del x, y                   | -
          """)
  void bindsVariables(String pattern, String code, String captures) {
    assertThat(matches(pattern, code)).isEqualTo(captures);
  }

  @Test
  void bindsNamesOfDefinitions() {
    assertThat(matches("def $NAME($$$PARAMETERS): $$$BODY", "def f(a, *b):\n  x\n  y"))
        .isEqualTo("NAME=def f(a, *b):\n  x\n  y PARAMETERS=a,*b BODY=x,y");
    assertThat(matches("async def $NAME(): $$$BODY", "def f(): x")).isEqualTo("-");
    assertThat(matches("def load($A): $$$BODY", "def load(a): x")).isEqualTo("A=a BODY=x");
    assertThat(matches("def load($A): $$$BODY", "def save(a): x")).isEqualTo("-");
  }

  @Test
  void matchesItemsOfDictionariesOneByOne() {
    assertThat(matches("{'a': $X}", "{'a': 1}")).isEqualTo("X=1");
    assertThat(matches("{'a': $X}", "{'a': 1, 'b': 2}")).isEqualTo("-");
    assertThat(matches("{'a': $X, 'b': $Y}", "{'a': 1}")).isEqualTo("-");
    assertThat(matches("{**$X}", "{'a': 1}")).isEqualTo("-");
  }

  @Test
  void matchesClausesAndStatements() {
    assertThat(matches("with $X as $Y: $$$B", "with a() as b:\n  c")).isEqualTo("X=a() Y=b B=c");
    assertThat(matches("with $X as $Y: $$$B", "with a():\n  c")).isEqualTo("-");
    assertThat(matches("try: ...\nexcept $E: $$$B", "try: x\nexcept A: y\nexcept B: z"))
        .isEqualTo("E=A B=y; E=B B=z");
    assertThat(matches("try: ...\nexcept $E: $$$B", "try: x\nexcept: y")).isEqualTo("-");
    // With a body that is no `...`, or more than a handler, it is the statement itself.
    assertThat(matches("try: $X\nexcept $E: $$$B", "try: x\nexcept A: y")).isEqualTo("X=x E=A B=y");
    assertThat(matches("try: ...\nexcept $E: $$$B\nelse: $$$C", "try: x\nexcept A: y"))
        .isEqualTo("-");
    assertThat(matches("try: ...\nfinally: $$$B", "try: ...\nfinally: y")).isEqualTo("B=y");
  }

  /// All matches of a pattern below the imports.
  private static String matches(String pattern, String code) {
    SemanticModel model = model(code);
    Matcher matcher = new Matcher(model);
    CodePattern compiled = compiled(pattern);
    String found =
        model.tree().nodes().stream()
            .flatMap(node -> matcher.match(compiled, node).stream())
            .map(match -> shown(match, model.tree()))
            .collect(Collectors.joining("; "));
    return found.isEmpty() ? "-" : found;
  }

  private static String shown(Match match, SyntaxTree tree) {
    return match.captures().isEmpty()
        ? "yes"
        : match.captures().entrySet().stream()
            .map(
                it ->
                    it.getKey()
                        + "="
                        + it.getValue().all().stream()
                            .map(tree::textOf)
                            .collect(Collectors.joining(",")))
            .collect(Collectors.joining(" "));
  }

  @Test
  void knowsTheWholeMatchAsAVariable() {
    SemanticModel model = model("aio.run(x)");
    Match match =
        model.tree().nodes().stream()
            .flatMap(it -> new Matcher(model).match(compiled("asyncio.run($X)"), it).stream())
            .findFirst()
            .orElseThrow();
    assertThat(match.capture("MATCH")).hasValue(new Capture.One(match.root()));
    assertThat(match.capture("X").map(Capture::all).orElseThrow()).hasSize(1);
    assertThat(match.capture("Y")).isEmpty();
  }

  /// A pattern, the variables, those of many, and those that keep their order.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          asyncio.run($A, b=$B, $$$C)   | A B C   | C | A C
          $A.$M($_)                     | A M     | `` | A
          def $F($$$P): $$$B            | B F P   | B P | B
          """)
  void knowsItsVariables(String pattern, String all, String many, String ordered) {
    CodePattern compiled = compiled(pattern);
    assertThat(sorted(compiled.variables())).isEqualTo(all);
    assertThat(sorted(compiled.manyVariables())).isEqualTo(many);
    assertThat(String.join(" ", compiled.order())).isEqualTo(ordered);
  }

  /// A pattern, the words that every match holds, and the same as names.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          asyncio.run($A, debug=$D)      | asyncio debug run    | asyncio.run() debug
          $Q.put($A)                     | put                  | .put
          asyncio.sleep                  | asyncio sleep        | asyncio.sleep
          $Q.put(asyncio.sleep)          | asyncio put sleep    | .put asyncio.sleep
          len($X)                        | len                  | len
          def load(key): $$$B            | key load             | key load
          class Box($B): $$$C            | Box                  | Box
          for i in $X: i.put(1)          | i put                | i.put()
          """)
  void knowsTheWordsOfItsFiles(String pattern, String words, String names) {
    CodePattern compiled = compiled(pattern);
    assertThat(sorted(compiled.requiredWords())).isEqualTo(words);
    assertThat(sorted(compiled.requiredNames())).isEqualTo(names);
  }

  @Test
  void asksForTheWordOfAHandler() {
    assertThat(compiled("try: ...\nexcept $E: $$$B").requiredWords()).containsExactly("except");
  }

  @Test
  void knowsWhereItMayMatch() {
    assertThat(compiled("asyncio.run($A)").anchor()).isEqualTo(new Anchor.Called("asyncio.run"));
    assertThat(compiled("len($A)").anchor()).isEqualTo(new Anchor.Called("builtins.len"));
    assertThat(compiled("$Q.put($A)").anchor()).isEqualTo(new Anchor.Method("put"));
    assertThat(compiled("$Q.$M($A)").anchor()).isEqualTo(new Anchor.Kind(Expr.Call.class));
    assertThat(compiled("$Q[0]($A)").anchor()).isEqualTo(new Anchor.Kind(Expr.Call.class));
    assertThat(compiled("$A + $B").anchor()).isEqualTo(new Anchor.Kind(Expr.BinOp.class));
  }

  /// A pattern that is none, where that is seen, and a part of what is said.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          $X                      | 0  | would match everything
          run($X)                 | 0  | bare name 'run'
          asyncio.run(main)       | 12 | bare name 'main'
          asyncio.run($X, $$$X)   | 0  | $X and $$$X are one variable
          """)
  void refuses(String pattern, int offset, String message) {
    assertThat(CodePattern.compile(tree(pattern, PythonParser.Dialect.PATTERN), Builtins::has))
        .isInstanceOfSatisfying(
            CodePattern.Compilation.Invalid.class,
            it -> {
              assertThat(it.offset()).isEqualTo(offset);
              assertThat(it.message()).contains(message);
            });
  }

  @Test
  void refusesSeveralStatements() {
    assertThat(
            CodePattern.compile(
                tree("len($X)\nlen($Y)", PythonParser.Dialect.PATTERN), Builtins::has))
        .isEqualTo(
            new CodePattern.Compilation.Invalid(0, "a pattern is one expression or one statement"));
  }

  @Test
  void takesNamesThatItBinds() {
    for (String pattern :
        List.of(
            "def load(key): return key",
            "class Box: box = Box",
            "for i in $X: len(i)",
            "x = x",
            "[i for i in $X]",
            "with $X as f: len(f)")) {
      assertThat(compiled(pattern).text()).isEqualTo(pattern);
    }
  }

  @Test
  void knowsHowNearItComes() {
    assertThat(nearness("asyncio.run($X)", "loop.run(main())"))
        .isInstanceOfSatisfying(
            Nearness.OtherNames.class,
            it -> {
              assertThat(it.names()).hasSize(1);
              assertThat(it.names().getFirst().wanted()).isEqualTo("asyncio.run");
              assertThat(it.names().getFirst().actual()).isEmpty();
            });
    assertThat(nearness("asyncio.run($X)", "aio.run(main(), debug=True)"))
        .isEqualTo(new Nearness.OtherArguments());
    assertThat(nearness("asyncio.run($X)", "loop.start(main())")).isEqualTo(new Nearness.Far());
    assertThat(nearness("asyncio.run($X)", "run(main())")).isInstanceOf(Nearness.OtherNames.class);
    assertThat(nearness("$Q.put($X)", "q.get(1)")).isEqualTo(new Nearness.Far());
  }

  @Test
  void forgetsWhatItTriedBefore() {
    SemanticModel model = model("loop.run(main())");
    Matcher matcher = new Matcher(model);
    CodePattern pattern = compiled("asyncio.run($X)");
    Expr.Call call = outermostCall(model.tree());
    assertThat(matcher.nearness(pattern, call)).isEqualTo(matcher.nearness(pattern, call));
    assertThat(matcher.match(pattern, call)).isEmpty();
    CodePattern twice = compiled("len($X, $X)");
    Matcher of = new Matcher(model("len(1, 1, len(2, 2))"));
    List<Node> calls =
        of.model().tree().nodes().stream().filter(Expr.Call.class::isInstance).toList();
    assertThat(of.match(twice, calls.getLast())).isPresent();
    assertThat(of.nearness(twice, calls.getFirst())).isEqualTo(new Nearness.OtherArguments());
    assertThat(of.match(twice, calls.getLast())).isPresent();
    assertThat(of.match(twice, calls.getFirst())).isEmpty();
    assertThat(of.nearness(compiled("id($X, $X)"), calls.getLast())).isEqualTo(new Nearness.Far());
    Matcher other = new Matcher(model("len(loop.run(1))"));
    CodePattern measured = compiled("len($X)");
    List<Node> both =
        other.model().tree().nodes().stream().filter(Expr.Call.class::isInstance).toList();
    assertThat(other.match(measured, both.getFirst())).isPresent();
    assertThat(other.nearness(pattern, both.getLast())).isInstanceOf(Nearness.OtherNames.class);
  }

  private static Nearness nearness(String pattern, String code) {
    SemanticModel model = model(code);
    return new Matcher(model).nearness(compiled(pattern), outermostCall(model.tree()));
  }

  private static Expr.Call outermostCall(SyntaxTree tree) {
    return tree.nodes().stream()
        .flatMap(
            it ->
                it instanceof Expr.Call call
                    ? Optional.of(call).stream()
                    : Optional.<Expr.Call>empty().stream())
        .findFirst()
        .orElseThrow();
  }

  private static String sorted(Set<String> words) {
    return String.join(" ", new TreeSet<>(words));
  }

  private static CodePattern compiled(String pattern) {
    return switch (CodePattern.compile(
        tree(pattern, PythonParser.Dialect.PATTERN), Builtins::has)) {
      case CodePattern.Compilation.Compiled(CodePattern compiled) -> compiled;
      case CodePattern.Compilation.Invalid(int _, String message) ->
          throw new AssertionError(message);
    };
  }

  private static SemanticModel model(String code) {
    SyntaxTree tree = tree(IMPORTS + code + "\n", PythonParser.Dialect.PYTHON);
    Workspace workspace =
        Workspace.link(List.of(Summaries.summarize("main.py", tree)), Knowledge.none());
    return SemanticModel.of(workspace, "main.py", tree);
  }

  private static SyntaxTree tree(String text, PythonParser.Dialect dialect) {
    return switch (PythonParser.parse(text, dialect)) {
      case ParseResult.Parsed(SyntaxTree tree) -> tree;
      case ParseResult.Rejected(int offset, String message) ->
          throw new AssertionError(message + " at " + text.substring(offset));
    };
  }
}
