package dev.loopmend.semantic;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Whether a call may give something without `time.sleep`.
class SparedCallsTest {
  @Test
  void aWayAroundTheCall() {
    Python file =
        Python.file(
            """
            import time
            class Quick:
                def __init__(self, wait):
                    if wait:
                        time.sleep(1)
            class Slow:
                def __init__(self):
                    time.sleep(1)
            def gives(wait):
                if not wait:
                    return later()
                time.sleep(1)
            def gives_nothing(wait):
                if not wait:
                    return
                time.sleep(1)
            def goes_on(wait):
                if wait:
                    time.sleep(1)
            def always():
                time.sleep(1)
                return later()
            def says_more_behind_its_end(wait):
                time.sleep(1)
                if wait:
                    return later()
                    return later()
                while True:
                    break
                    return later()
                return later()
            def through():
                always()
                return later()
            def through_some(wait):
                gives(wait)
                return later()
            def through_nothing(wait):
                gives_nothing(wait)
                return later()
            def one(wait):
                if wait:
                    other(wait)
                return later()
            def other(wait):
                one(wait)
                time.sleep(1)
            def defines(wait):
                def later():
                    time.sleep(1)
                return later
            def turns(wait):
                while wait:
                    wait = look()
                time.sleep(1)
                return wait
            def repeats(wait):
                while wait:
                    time.sleep(1)
                return wait
            Quick(False)  #> yes
            Slow()  #> no
            gives(False)  #> yes
            gives_nothing(False)  #> no
            goes_on(False)  #> no
            always()  #> no
            says_more_behind_its_end(False)  #> no
            through()  #> no
            through_some(False)  #> yes
            through_nothing(False)  #> yes
            one(False)  #> yes
            other(False)  #> no
            elsewhere()  #> no
            defines(False)  #> yes
            turns(True)  #> no
            repeats(True)  #> yes
            """);
    file.expect(
        call ->
            SparedCalls.mayBeSpared(
                    file.model(),
                    call.callee(),
                    Set.of("time.sleep"),
                    _ -> Optional.of(file.model()))
                ? "yes"
                : "no");
  }
}
