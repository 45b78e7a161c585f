@promise.limits @setting.small @servers.one
Feature: Connection limit

  @promise.departures
  Rule: When the server is full, newcomers are rejected, and connected users do not notice
    It is better to ask newcomers to come back later than to fail everybody.

    Scenario: A fourth user tries to connect where three are allowed
      Given users "Alice", "Bob" and "Carol" connect to the chat
      When user "Dave" tries to connect
      Then user "Dave" should be rejected
      And user "Alice" should not receive "joined" notification for "Dave"
      When user "Carol" leaves
      Then users "Alice" and "Bob" should receive "left" notification for "Carol"

    @promise.arrivals
    Scenario: When somebody leaves, somebody else can connect
      Given users "Alice", "Bob" and "Carol" connect to the chat
      When user "Carol" leaves
      Then users "Alice" and "Bob" should receive "left" notification for "Carol"
      When user "Dave" connects to the chat
      Then user "Alice" should receive "joined" notification for "Dave"
      When user "Dave" leaves
      Then user "Alice" should receive "left" notification for "Dave"

  @promise.messages @promise.arrivals
  Rule: Connections that never become users keep nobody out
    Anybody can open connections and send nothing.

    Scenario: Many silent connections, and a user who connects
      Given user "Alice" connects to the chat
      When user "Bob" connects beside 50 TCP connections that send nothing
      Then user "Alice" should receive "joined" notification for "Bob"
      When user "Bob" sends message "Hello!"
      Then user "Alice" should receive message from "Bob" saying "Hello!"
