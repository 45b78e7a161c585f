Feature: The chat, in the words it was first promised

  The first acceptance suite of this chat was written for another server, in another language.
  Its words are kept here as they were.

  Rule: People who are connected hear each other
    Because that is what a chat is.

    @promise.messages @promise.own-messages
    Scenario: A message reaches its sender and the others
      Given the server is running
      When user "Alice" connects to the chat
      And user "Bob" connects to the chat
      And user "Alice" sends message "Hello, World!"
      Then user "Alice" should receive message from "Alice" saying "Hello, World!"
      And user "Bob" should receive message from "Alice" saying "Hello, World!"

    @promise.arrivals
    Scenario: A newcomer is announced
      Given the server is running
      When user "Charlie" connects to the chat
      And user "Dave" connects to the chat
      Then user "Charlie" should receive "joined" notification for "Dave"

    @promise.departures
    Scenario: A leaver is announced
      Given the server is running
      When user "Eve" connects to the chat
      And user "Frank" connects to the chat
      And user "Frank" disconnects
      Then user "Eve" should receive "left" notification for "Frank"

  @promise.page
  Rule: The page is there for whoever comes with a browser
    Because a chat that asks for a program first has nobody to talk to.

    Scenario: The page asks for a name
      When I send a GET request to "/"
      Then the response status should be 200
      And the response should contain "Enter your name"

  Rule: A WebSocket client needs nothing but an address
    Because that is what makes it easy to build for.

    @promise.websocket
    Scenario: The connection is established
      When I upgrade to WebSocket at "/chat?user=Alice"
      Then the WebSocket connection should be established

    @promise.messages
    Scenario: I hear what I say
      When I connect to WebSocket at "/chat?user=Bob"
      And I send WebSocket text "Hello, World!"
      Then I should receive a "message" from "Bob" with text "Hello, World!"

    @promise.arrivals
    Scenario: I hear who comes
      When I connect to WebSocket at "/chat?user=Bob"
      And I connect to WebSocket at "/chat?user=Alice"
      Then I should receive a "joined" message for "Alice"
