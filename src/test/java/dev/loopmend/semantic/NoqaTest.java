package dev.loopmend.semantic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Which lines a comment that keeps a fault may stand on.
class NoqaTest {
  private static final Set<String> CODES = Set.of("RUF006", "asyncio-dangling-task");

  private static void expect(String text, List<String> kept, List<String> reported) {
    Python file = Python.file(text);
    for (String name : kept) {
      assertThat(file.model().suppressedByNoqa(file.call(name), CODES)).as(name).isTrue();
    }
    for (String name : reported) {
      assertThat(file.model().suppressedByNoqa(file.call(name), CODES)).as(name).isFalse();
    }
  }

  @Test
  void anyLineOfAStatement() {
    expect(
        """
        a(
            1,
        )  # noqa
        b(
            1,  # noqa
        )
        c(1)
        # noqa
        d(1)
        """,
        List.of("a", "b"),
        List.of("c", "d"));
  }

  @Test
  void onlyTheHeaderOfACompoundStatement() {
    expect(
        """
        if a(1):
            other()  # noqa
        if (
            b(1)
        ):  # noqa
            c(1)
        while d(1):  # noqa
            pass
        for e in f(1):
            pass
        else:
            other()  # noqa
        with g(1):  # because

            # noqa
            other()  # noqa
        match h(1):
            case 1:
                other()  # noqa
        match i(1):  # noqa
            case 1:
                pass
        try:
            other()  # noqa
        except j(1):
            other()  # noqa
        finally:
            pass
        try:
            other()
        except k(1):  # noqa
            pass
        if l(1): m(1)  # noqa
        match other():  # noqa
            case 1 if p(1):
                other()  # noqa
            case 2 if q(1):  # noqa
                pass
        class N(n(1)):
            def o(self):
                pass  # noqa
        """,
        List.of("b", "d", "i", "k", "l", "m", "q"),
        List.of("a", "c", "f", "g", "h", "j", "n", "p"));
  }

  @Test
  void commentsOfRuffAbove() {
    expect(
        """
        # ruff: ignore[E501]
        a(1)
        def f():
            # ruff: ignore[RUF006]
            b(1)
            c(1)
        text = \"""
        # ruff: ignore[RUF006]
        \"""; d(1)
        # ruff: ignore[RUF006]

        e(1)
        # ruff: ignore[RUF006]
        other()  # why
        f(1)
        """,
        List.of("b"),
        List.of("a", "c", "d", "e", "f"));
  }

  @Test
  void aHeaderOverSeveralLines() {
    expect(
        """
        try:
            other()  # noqa
        except (  # noqa
            a(1)
        ):
            pass
        match other():
            case 1 if (  # noqa
                b(1)
            ):
                pass
        if c(1):
            pass  # noqa
        while (
            d(1)
            # noqa
        ):
            break
        """,
        List.of("a", "b", "d"),
        List.of("c"));
  }

  @Test
  void aFileWithoutALineEnd() {
    expect("a(1)", List.of(), List.of("a"));
    expect("a(1)  # noqa", List.of("a"), List.of());
    expect("", List.of(), List.of());
  }
}
