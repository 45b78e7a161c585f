@promise.rooms @promise.history @dialect.events
Feature: Joining in the middle of a conversation

  Rule: The history and the messages that follow it form one complete conversation
    Nobody should read a message twice, or miss the one between the history and the present.

    @promise.messages @promise.sender-order @promise.bursts
    Scenario: Two users join during a burst of messages
      Given users "Alice" and "Bob" connect to room "weir"
      When user "Alice" sends 200 messages in a row
      And meanwhile user "Carol" connects to room "weir"
      And meanwhile user "Dave" connects to room "weir"
      Then user "Bob" should receive all 200 messages from "Alice" in order
      And everybody should have the latest messages that "Alice" heard, without a gap

    @socket.asking
    Scenario: Six users join while three people keep sending messages
      Given users "Alice", "Bob" and "Carol" connect to room "market-hall"
      When users "Alice", "Bob" and "Carol" keep sending messages while 6 newcomers connect
      Then everybody should have the latest messages that "Alice" heard, without a gap

    @promise.dialects
    Scenario: Users join while people of other dialects keep sending messages
      Given user "Bob" speaks "plain"
      And user "Carol" speaks "envelope"
      And users "Alice", "Bob" and "Carol" connect to room "harbour"
      When users "Bob" and "Carol" keep sending messages while 3 newcomers connect
      Then everybody should have the latest messages that "Alice" heard, without a gap

    @socket.asking
    Scenario: A user who reconnects again and again receives each message once
      Given users "Alice", "Bob" and "Carol" connect to room "ferry"
      When users "Alice" and "Carol" keep sending messages while the connection of user "Bob" is lost and restored 4 times
      Then user "Bob" should have received each message that "Alice" heard exactly once
