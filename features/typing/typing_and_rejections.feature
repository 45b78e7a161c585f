@promise.typing @dialect.events
Feature: Typing and rejected messages

  Rule: A rejected message does not end typing
    The user is about to correct it, and the others still wait for it.

    @promise.messages @socket.traffic
    Scenario Outline: A user who types sends <what>
      Given users "Alice" and "Bob" connect to the chat
      When user "Alice" starts typing
      Then user "Bob" should see that "Alice" is typing
      When user "Alice" <sends>
      Then user "Alice" should be told that <reason>
      And user "Bob" should not see that "Alice" is no longer typing
      When user "Alice" sends message "Corrected"
      Then user "Bob" should see that "Alice" is no longer typing
      And user "Bob" should receive message from "Alice" saying "Corrected"
      And user "Bob" should not see anybody typing

      Examples:
        | what                              | sends                                                  | reason                      |
        | a text that is not in the dialect | sends the invalid frame: a word                        | the message is not JSON     |
        | a message of an unknown type      | sends the invalid frame: an unknown type               | the message type is unknown |
        | an invalid sign of typing         | sends the invalid frame: typing with the value perhaps | the message is invalid      |
        | a second request to join          | sends the invalid frame: a second join                 | they have already joined    |

      @promise.private
      Examples: Private messages
        | what                        | sends                                    | reason                 |
        | a private message to nobody | sends private message "psst" to "Nobody" | no user has that name  |
        | a blank private message     | sends private message " " to "Bob"       | the message is invalid |

      @promise.texts
      Examples: Rejected texts
        | what                       | sends                                          | reason                  |
        | an empty message           | sends an empty message                         | the message is invalid  |
        | a blank message            | sends a message containing only spaces         | the message is invalid  |
        | a message that is too long | sends a message that is one character too long | the message is too long |

      @promise.texts @promise.private
      Examples: Rejected texts and private messages
        | what                               | sends                                                        | reason                  |
        | a private message that is too long | sends "Bob" a private message that is one character too long | the message is too long |

    @promise.texts @socket.traffic
    Scenario: A rejected message of another user does not end typing
      Given users "Alice", "Bob" and "Carol" connect to the chat
      When user "Alice" starts typing
      Then user "Bob" should see that "Alice" is typing
      When user "Bob" sends a message containing only spaces
      Then user "Bob" should be told that the message is invalid
      And user "Carol" should see that "Alice" is typing
      And user "Carol" should not see anybody typing

  Rule: A rejected message does not start typing
    The others see that somebody types only when somebody does.

    @socket.traffic
    Scenario Outline: A user who does not type sends <what>
      Given users "Alice" and "Bob" connect to the chat
      When user "Alice" <sends>
      Then user "Alice" should be told that <reason>
      And user "Bob" should not see anybody typing

      Examples:
        | what                              | sends                                            | reason                 |
        | a sign of typing without a value  | sends the invalid frame: typing without a value  | the message is invalid |
        | a sign of typing that is a number | sends the invalid frame: typing with the value 1 | the message is invalid |

      @promise.private
      Examples: Private messages
        | what                        | sends                                    | reason                |
        | a private message to nobody | sends private message "psst" to "Nobody" | no user has that name |

      @promise.texts
      Examples: Rejected texts
        | what                       | sends                                          | reason                  |
        | a blank message            | sends a message containing only spaces         | the message is invalid  |
        | a message that is too long | sends a message that is one character too long | the message is too long |

  Rule: Typing goes on while a user asks for something
    Whoever looks up a name or an old message in the middle of a sentence goes on afterwards.

    @promise.history @promise.presence @socket.traffic
    Scenario: A user who types asks for the user list and the history, and pings the server
      Given users "Alice" and "Bob" connect to the chat
      When user "Alice" starts typing
      Then user "Bob" should see that "Alice" is typing
      When user "Alice" asks who is in the room
      And user "Alice" asks for the history
      And user "Alice" pings the server 2 times
      Then user "Bob" should not see that "Alice" is no longer typing
      When user "Alice" stops typing
      Then user "Bob" should see that "Alice" is no longer typing

    @promise.messages @promise.private @socket.traffic
    Scenario: A user who types receives a private message and a message
      Given users "Alice", "Bob" and "Carol" connect to the chat
      When user "Alice" starts typing
      Then user "Carol" should see that "Alice" is typing
      When user "Bob" sends private message "psst" to "Alice"
      And user "Bob" sends message "Well?"
      Then user "Alice" should receive private message from "Bob" saying "psst"
      And user "Alice" should receive message from "Bob" saying "Well?"
      And user "Carol" should not see that "Alice" is no longer typing

  @promise.arrivals
  Rule: Only users who have joined can type
    Nobody should wait for a message from somebody who is not in the room.

    @socket.traffic
    Scenario: A user starts typing before joining, and again after it
      Given user "Bob" connects to the chat
      When user "Alice" connects without joining
      And user "Alice" starts typing
      Then user "Alice" should be told that they must join first
      And user "Bob" should not see anybody typing
      When user "Alice" asks to join as "Alice"
      Then user "Bob" should receive "joined" notification for "Alice"
      And user "Bob" should not see anybody typing
      When user "Alice" starts typing
      Then user "Bob" should see that "Alice" is typing
