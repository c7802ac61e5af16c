package dev.loopmend.semantic;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Where `await` can be written (recipes' section 0.4).
class AwaitPlacesTest {
  private static String versions(Python file, dev.loopmend.syntax.Expr.Call call) {
    String old = Python.word(file.model().mayAwait(call, 8));
    String recent = Python.word(file.model().mayAwait(call, 11));
    return old.equals(recent) ? old : old.equals("no") ? "since 3.11" : "before 3.11";
  }

  private static void expectPlaces(String text) {
    Python file = Python.file(text);
    file.expectAt("f", call -> versions(file, call));
  }

  @Test
  void placesInACoroutineFunction() {
    expectPlaces(
        """
        f()  #> no

        def plain():
            f()  #> no

        async def main(x: f() = 1) -> None:  #> no
            f()  #> yes
            a = -f()[0]  #> yes
            b = [f(n) for n in ns]  #> yes
            c = {f(n) for n in ns if f(n)}  #> yes
            d = {n: f(n) for n in ns}  #> yes
            e = [n for n in f()]  #> yes
            g = sum(f(n) for n in ns)  #> no
            h = sum(n for n in f())  #> yes
            h = sum(n for n in ns if f(n))  #> no
            i = [[f(n) for n in row] for row in rows]  #> since 3.11
            j = [x for x in [f(n) for n in ns]]  #> yes
            j = [x for a in b for x in [f(n) for n in ns]]  #> since 3.11
            k = [[x for x in f(row)] for row in rows]  #> yes
            k = lambda: f()  #> no
            k = lambda x=f(): x  #> yes
            l = f"{f()}"  #> yes
            m: f() = 1  #> no
            m: int = f()  #> yes
            assert f()  #> yes
            yield f()  #> yes

            def inner(x=f()):  #> yes
                f()  #> no

            def typed(x: f()):  #> no
                pass

            def typed_too(x: int = f()):  #> yes
                pass

            @decorate(f())  #> yes
            def decorated():
                pass

            class Inner(f()):  #> yes
                f()  #> no
                y = [n for n in f()]  #> no

            class Generic[T](f()):  #> no
                pass

            async def deeper():
                f()  #> yes

            try:
                pass
            finally:
                f()  #> yes
            match x:
                case 1 if f():  #> yes
                    pass
        """);
  }

  @Test
  void wholeDecoratorBefore39() {
    Python file =
        Python.file(
            "async def main():\n    @f(1)\n    def g(): pass\n    @h(f(2))\n    def i(): pass\n");

    assertThat(file.model().mayAwait(file.call("f"), 8).isNo()).isTrue();
    assertThat(file.model().mayAwait(file.call("f"), 9).isYes()).isTrue();
  }

  @Test
  void cellsOfNotebooks() {
    Python cell =
        Python.notebook(
            """
            f()  #> yes
            [f(n) for n in ns]  #> yes
            if __name__ == "__main__":
                f()  #> yes
            def g():
                f()  #> no
            """);

    cell.expectAt("f", call -> Python.word(cell.model().mayAwait(call, 8)));
  }

  @Test
  void aMagicMayRunACellInAWayOfItsOwn() {
    String cell = "f()\n\nasync def g():\n    f()\n";
    assertThat(Python.word(mayAwait(Python.notebook(cell)))).isEqualTo("yes");
    assertThat(mayAwait(Python.runBy("%%timeit", cell)))
        .isEqualTo(new Answer.No("%%timeit runs the code in a way that allows no await"));
  }

  private static Answer mayAwait(Python file) {
    return file.model().mayAwait(file.call("f"), 11);
  }
}
