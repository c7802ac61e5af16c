package dev.loopmend.semantic;

import org.junit.jupiter.api.Test;

/// What a container is of the argument that `here` is given.
class ContainerViewsTest {
  @Test
  void viewsAreOfTheirContainer() {
    Python file =
        Python.file(
            """
            here(self.peers)  #> self.peers
            here(self.peers.items())  #> self.peers
            here(self.peers.keys())  #> self.peers
            here(peers.values())  #> peers
            here(peers.copy())  #> peers.copy()
            here(peers.items)  #> peers.items
            here(peers.items(1))  #> peers.items(1)
            here(items())  #> items()
            """);
    file.expectAt(
        "here",
        call ->
            file.model()
                .tree()
                .textOf(ContainerViews.containerOf(call.arguments().getFirst().value())));
  }
}
