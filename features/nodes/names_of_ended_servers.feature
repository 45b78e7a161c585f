@promise.failover @promise.nodes @promise.departures @setting.failing_nodes_unique @breaks.connection
Feature: Names of users whose server has ended

  Rule: The name of a user whose server was killed becomes free, and not before the user has left
    A name that nobody can ever take again is lost, and so is one that two people have.

    @promise.unique @promise.arrivals
    Scenario: The name of a user on a killed server becomes free
      Given user "Bob" is on another server than "Alice"
      And users "Alice" and "Bob" connect to the chat
      When the server of user "Bob" is killed
      Then user "Alice" should receive "left" notification for "Bob"
      When user "Bob" comes back
      Then user "Alice" should receive "joined" notification for "Bob"
