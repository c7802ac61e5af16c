package dev.loopmend.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopmend.recipe.RecipeBook;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What authors of recipes are told about words that were given something they cannot take.
class RefusedWordsTest {
  private static List<String> problems(String bullets, String steps) {
    String text =
        """
        ---
        title: Look at it
        severity: info
        safety: safe
        ---
        It is so.
        ## Match
        ```python pattern
        time.sleep($X, $$$REST)
        ```
        BULLETS
        ## Rewrite
        STEPS
        """
            .concat(Tried.EXAMPLES)
            .replace("BULLETS", bullets)
            .replace("STEPS", steps);
    return switch (Tried.read(text)) {
      case RecipeBook.Loading.Loaded _ -> List.of();
      case RecipeBook.Loading.Broken(var problems) ->
          problems.stream().map(it -> it.line() + ": " + it.message()).toList();
    };
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          where: always so                                | takes no argument, but got 'so'
          where: guarded-by                               | needs one dotted name
          where: is-named                                 | needs a variable before it
          where: $X is-named so                           | takes no argument, but got 'so'
          where: in-constructor-of                        | needs the dotted name of a class
          where: used-beyond get                          | needs a list of methods: [get, head]
          where: passes-more ssl than x of [y]            | needs a variable before it, and 'KEYWORD than
          where: $$$REST passes-more ssl                  | needs a variable before it, and 'KEYWORD than
          where: reached-from nobody                      | no knowledge file has a set 'nobody'
          where: $X reaches nobody                        | no knowledge file has a set 'nobody'
          where: passes name                              | needs a variable before it and one keyword
          where: $$$REST passes a.b                       | needs a variable before it and one keyword
          where: patched-by-tests 1                       | needs one dotted name
          where: holds threading.Lock, 1                  | needs one dotted name, or several
          where: comment-says Ignore                      | needs one word in small letters, and nothing
          where: $X comment-says ignore                   | needs one word in small letters, and nothing
          where: imports-beyond aiohttp                   | needs the names of packages: [aiohttp, httpx]
          where: notebook-calls asyncio.run               | needs dotted names: [asyncio.run,
          where: target-python new                        | needs a version of Python, such as 3.9
          where: finding-left of []                       | needs the names of forms: [direct, helper]
          where: $X sets Y                                | needs a variable before it and one behind it
          where: sets $X                                  | needs a variable before it and one behind it
          where: file-mentions                            | needs one word, or several
          where: left-open httpx.AsyncClient by aclose    | needs a variable before it, and 'CLASS by
          where: $X left-open file by close and sync      | needs a variable before it, and 'CLASS by
          where: result-of [submit]                       | needs a variable before it and methods
          where: $X result-of []                          | needs a variable before it and methods
          where: file-mentions run_forever now            | needs one word, or several
          $X: instance of                                 | needs the dotted name of a class, or several
          $X: possible instance of                        | needs the dotted name of a class, or several
          $X: plain subclass of                           | needs the dotted name of a class
          $X: project function handing out                | needs the dotted name of a function, or
          $X: literal text                                | takes no argument, but got 'text'
          $X: coroutine function of mine                  | takes no argument, but got 'of mine'
          $X: call that makes no future yet               | takes no argument, but got 'yet'
          $X: own asynchronous iterator here              | takes no argument, but got 'here'
          $X: shared state of all                         | takes no argument, but got 'of all'
          $X: thread's local name                         | takes no argument, but got 'name'
          $X: one of nobody                               | no knowledge file has a set 'nobody'
          """)
  void conditionsSayWhatTheyTake(String bullet, String message) {
    assertThat(problems("- " + bullet, "- async-statement: true"))
        .singleElement()
        .asString()
        .startsWith("11: ")
        .contains(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          async-statement: false                          | takes 'true' only
          at-shutdown: {await: a}                         | 'await' and 'wrapper' must name functions
          in-application: {function: a}                   | 'function' must name one of the helper, and
          bind: {LOG: module-logger}                      | 'LOG' is no variable
          bind: {$LOG: logger}                            | 'logger' is unknown; try module-logger
          call-later: {of: $X, by: add}                   | needs 'of', a variable, and 'by', a method
          call-later: {of: $X, by: .add}                  | needs 'of', a variable, and 'by', a method
          handler-before: {type: asyncio.CancelledError}  | needs 'type', a dotted name, and 'body'
          copy: {$TO: loop}                               | 'loop' is neither a variable nor captured-loop
          copy: {TO: $X}                                  | needs one variable and what it is bound to
          dissolve-owner: {}                              | 'otherwise-bind' must name what else
          dissolve-with: false                            | takes 'true' only
          guard-outcome: {of: X}                          | 'of' must name the variable that is the
          enter-with: {manager: asyncio.timeout}          | needs 'manager', 'argument' and 'around'
          check-results: never                            | is 'raise', 'raise-group' or 'log'
          gather-to-group: {of: X}                        | 'of' must name the variable with what is
          handler-parameter: {$A: b, handlers: nobody}    | one variable must be bound to a name, and
          handler-parameter: {$A: b, handlers: c, of: d}  | 'handlers' must name a set of the knowledge
          hoist: {X: value}                               | needs one variable and the name of a local
          inline-wrapper: {of: X}                         | 'of' must name one variable
          leave-out: false                                | takes 'true' only
          queue-to-loop: {each: direct}                   | takes no settings
          make-async: {}                                  | 'each' must name the form by which
          merge-neighbours: {each: X, await: asyncio.gather}  | 'each' must name one variable
          merge-neighbours: {each: $X, within: asyncio.TaskGroup} | needs 'await', a function, or 'within'
          module-code: {$A: b}                            | one variable must be bound to $MATCH
          remove-statement: {}                            | 'with-import' must name one module
          loop-head: 1                                    | needs the head of a loop, with its colon
          set-argument: {name: size}                      | takes 'name' and 'option', and 'written',
          set-argument: {option: size}                    | takes 'name' and 'option', and 'written',
          take-from: {}                                   | 'function' must name what gives the object
          wrap: {X: builtins.list}                        | needs one variable and the dotted name of a
          wrap-in-async-with: {}                          | needs 'instead-of', the code of one statement
          wrap-in-finally: []                             | needs the code of one statement
          """)
  void operationsSayWhatTheyTake(String bullet, String message) {
    assertThat(problems("", "- " + bullet)).anySatisfy(it -> assertThat(it).contains(message));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          {}                                    | 'names' must list what the helper defines
          {names: [one], keys: [two]}           | 'keys' must be 'names' of the helper
          {names: [one], module: helpers}       | 'module' needs 'used', names of the helper
          {names: [one], module: helpers, used: [two]} | 'module' needs 'used', names of the helper
          {names: [one], more: [two]}           | unknown setting 'more'
          {names: [one], $LOG: logger}          | unknown setting '$LOG'
          """)
  void aHelperListsItsNames(String settings, String message) {
    String fence = "\n```python helper\ndef one():\n    return 1\n```";
    assertThat(problems("", "- helper: " + settings + fence))
        .anySatisfy(it -> assertThat(it).contains(message));
    assertThat(problems("", "- helper: {names: [one]}"))
        .anySatisfy(it -> assertThat(it).contains("a 'python helper' fence must follow"));
    assertThat(problems("", "- owner: {names: [one], get: one, close: two}" + fence))
        .anySatisfy(it -> assertThat(it).contains("'get' and 'close' name two of it"));
  }
}
