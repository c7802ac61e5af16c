package dev.loopmend.parse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopmend.parse.ParseResult.Rejected;
import dev.loopmend.parse.PythonParser.Dialect;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What Python refuses, with the place marked by `§` and a word of the sentence.
class RejectedTest {
  record Case(String source, String word) {}

  // each line: the source (⏎ for a line end), then a word that the message holds
  private static final String TABLE =
      """
      f(a,§, b) | commas
      [a,§, b] | commas
      a;§; b | semicolons
      §1 = a | literal
      §f() = a | call
      a = §b + c = d | expression
      §a, b += c | tuple
      §a, b: int | tuple
      del §f() | call
      for §f() in x: pass | call
      §*a = b | star
      a, *b, §*c = d | more than one
      x §:= 1 | invalid syntax
      f(§a.b := 1) | name
      (§*a) | starred
      return_ = §*a | starred
      def f(§*): pass | bare
      def f(a=1, §b): pass | default
      def f(a, §a): pass | duplicate
      def f(**a, §b): pass | '**'
      def f(*a, §*b): pass | twice
      def f(*, §/, a): pass | '/'
      lambda a=1, §b: 0 | default
      f(a=1, §b) | keyword
      f(**a, §*b) | unpacked
      f(a=1, §a=2) | repeated
      f(§a.b=1) | keyword argument
      f(§a for b in c, d) | parentheses
      (a §as b) | 'as'
      {a: b, §c} | dict or a set
      a == §not b | 'not'
      a + §not b | 'not'
      -§not a | 'not'
      a in -§not b | 'not'
      §return | function
      §yield a | function
      §await a | function
      def f(): §await a | async
      def f():⏎ [x §async for x in y] | async
      §async with a: pass | function
      async def f(): §yield from a | yield from
      async def f():⏎ yield⏎ §return 1 | generator
      §break | loop
      if a: §continue | loop
      §nonlocal a | module
      def f():⏎ a = 1⏎ §global a | before
      def f(a): §global a | parameter
      def f(): §nonlocal a | binds
      def f(): §from a import * | module level
      x = 1⏎§from __future__ import annotations | start
      §from __future__ import braces | future
      try: pass⏎except: pass⏎§except A: pass | last
      try: pass⏎except A: pass⏎§except* B: pass | except*
      try: pass⏎except A, B §as c: pass | expected
      with a§,: pass | comma
      from a import b,§⏎ | expected
      match a:⏎ case §_: pass⏎ case b: pass | reached
      match a:⏎ case [b, §b]: pass | twice
      match a:⏎ case §b | [c]: pass | everything
      match a:⏎ case 1 + §2: pass | imaginary
      [§i := 0 for i in j] | rebind
      §'abc | unterminated
      §'''abc | unterminated
      §f'{a} | unterminated
      f'{§}' | invalid syntax
      f'{a!§x}' | conversion
      f'a§}' | single
      f'{a:{b:{c:§{d}}}}' | nested
      §'\\x1' | hexadecimal
      b'§é' | ASCII
      §'a' b'b' | kind
      a = §01 | zeros
      a = §1_ | decimal
      a = §0xg | hexadecimal
      a §$ b | character
      a = (§] | closing
      a = §( | never
      a = b§) | unmatched
      if a:⏎§b | indented block
      a⏎ §b | indent
      if a:⏎    b⏎  §c | unindent
      if a:⏎        b⏎⇥§c | tabs
      §print a | Python 2
      §exec "a" | Python 2
      §print "a" % b | Python 2
      a = b §c | invalid
      def f():⏎ a == 1⏎ def g(): §nonlocal a | binds
      def f():⏎ a = 1⏎ def g():⏎  global a⏎  def h(): §nonlocal a | binds
      def f[A]():⏎ def g(): §nonlocal A | type parameter
      def f(self): §nonlocal __class__ | binds
      from __future__ import annotations⏎def f(a: (§await b)): pass | annotation
      from __future__ import annotations⏎def f():⏎ a: (§yield) | annotation
      from __future__ import annotations⏎a: (§b := 1) | annotation
      import a as b, §__debug__.c | bound
      from a import §b as __debug__ | bound
      §class __debug__: pass | bound
      try: pass⏎§except A as __debug__: pass | bound
      match a:⏎ case [§__debug__]: pass | bound
      match a:⏎ case {1: _, §0x1: _}: pass | twice
      match a:⏎ case {True: _, §1.0: _}: pass | twice
      match a:⏎ case {1 + 2j: _, §1.0 + 2.0J: _}: pass | twice
      match a:⏎ case {-0: _, §0j: _}: pass | twice
      match a:⏎ case {'ab\\x63\\n': _, §"a" r'b' 'c\\012': _}: pass | twice
      match a:⏎ case {b'\\x61': _, §B"a": _}: pass | twice
      match a:⏎ case §_.b: pass | '_'
      match a:⏎ case §_(b): pass | '_'
      §a[*b]: int | starred
      §a[(*b,), c]: int | starred
      §f'{a:{b}⏎}' | unterminated
      a §<> b | Python 2
      §`a` | Python 2
      a = §0777 | Python 2
      raise A§, "b" | Python 2
      a = §ur"a" | Python 2
      """;

  static List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    for (String line : TABLE.lines().toList()) {
      int bar = line.lastIndexOf(" | ");
      String word = line.substring(bar + 3);
      if (!word.equals("none")) {
        cases.add(new Case(line.substring(0, bar).replace("⏎", "\n").replace("⇥", "\t"), word));
      }
    }
    return cases;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void isRejectedThere(Case it) {
    int offset = it.source.indexOf('§');
    String source = it.source.replace("§", "");
    assertThat(offset).isNotNegative();
    ParseResult result = PythonParser.parse(source, Dialect.PYTHON);
    assertThat(result).isInstanceOf(Rejected.class);
    Rejected rejected = (Rejected) result;
    assertThat(rejected.message()).contains(it.word);
    assertThat(rejected.offset()).isEqualTo(offset);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a = 'b§'",
        "a # b§",
        "a = '\\§'",
        "a = b'§'",
        "a = \"\"\"§\"\"\"",
        "f'a§'",
        "f'{a:§}'",
        "rf'\\§'",
        "a §",
        "'a\n§",
        "( § '"
      })
  void nulIsFoundFirst(String marked) {
    int nul = marked.indexOf('§');
    assertThat(PythonParser.parse(marked.replace('§', '\0') + "\0'", Dialect.PYTHON))
        .isEqualTo(new Rejected(nul, "source code cannot contain null bytes"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "def f():\n def g():\n  nonlocal a\n [a := b for b in c]",
        "def f():\n match b:\n  case [*a]: pass\n def g():\n  nonlocal a",
        "def f():\n lambda b=(a := 1): b\n def g():\n  nonlocal a",
        "class A:\n def f(self):\n  nonlocal __class__",
        "def f():\n global a\n (a): int",
        "((c := 1) for a, b[c] in d)",
        "a: (lambda: (yield))",
        "from __future__ import annotations\na: [await b for b in c]",
        "from __future__ import annotations\ndef f(a: (lambda: await b)): pass",
        "match a:\n case {_.b: c, 1: _, '1': _, b'1': _, 1j: _, None: _}: pass",
        "match a:\n case {'\\x61': _, r'\\x61': _, '\\N{DASH}': _, 1e999: _}: pass",
        "match a:\n case A(_=1): pass",
        "a[*b]: int = c",
        "a[*b][c]: int",
        "f'{a:b\n}'"
      })
  void isAccepted(String source) {
    Parsing.checkShape(Parsing.tree(source));
  }

  @ParameterizedTest
  @ValueSource(strings = {"await a", "async with a: pass", "[b async for b in c]"})
  void notebooksAwaitAtTheTop(String source) {
    assertThat(PythonParser.parse(source, Dialect.PYTHON)).isInstanceOf(Rejected.class);
    Parsing.checkShape(Parsing.tree(source, Dialect.NOTEBOOK));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "await $X",
        "return $X",
        "yield $X",
        "break",
        "$F($$$ARGS, timeout=$T, $$$REST)",
        "@$$$DECORATORS\nasync def $NAME($$$PARAMS, $X=1, $$$MORE): $$$BODY",
        "try:\n  $$$BODY\nexcept $$$HANDLERS: ...\n",
        "for $X in $Y:\n  $$$BODY\nelse:\n  $$$ELSE\n",
        "with $A as $B: $$$BODY",
        "$X: $T = $V",
        "import $M",
        "f'{$X}'",
        "match $X:\n  case $P: $$$BODY\n  case $Q: ...\n",
        "{$K: $V, **$REST}"
      })
  void patternsMayBeFragments(String source) {
    Parsing.checkShape(Parsing.tree(source, Dialect.PATTERN));
  }
}
