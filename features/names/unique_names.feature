@promise.unique @setting.unique
Feature: One name, one person

  Rule: A name that is in use cannot be taken
    Where a name is all one has of a person, it must be theirs.

    Scenario: A second Alice is turned away
      Given users "Alice" and "Bob" connect to the chat
      When user "the second Alice" tries to connect as "Alice"
      Then user "the second Alice" should be rejected
      And user "Bob" should not receive anything but notifications
      And user "Alice" should not receive "joined" notification for "Alice"

    Scenario: The first Alice does not notice
      Given users "Alice" and "Bob" connect to the chat
      When user "the second Alice" tries to connect as "Alice"
      And user "Alice" sends message "There is one of me"
      Then users "Alice" and "Bob" should receive message from "Alice" saying "There is one of me"

    Scenario Outline: Alice speaks <one>, and another Alice comes who speaks <other>
      Given user "Alice" speaks "<one>"
      And user "the second Alice" speaks "<other>"
      And user "Alice" connects to the chat
      When user "the second Alice" tries to connect as "Alice"
      Then user "the second Alice" should be rejected
      And user "Alice" should not receive anything

      Examples:
        | one      | other          |
        | plain    | plain          |
        | plain    | events         |
        | plain    | events by word |
        | plain    | envelope       |
        | events   | plain          |
        | events   | events         |
        | events   | envelope       |
        | envelope | plain          |
        | envelope | events         |
        | envelope | events by word |
        | envelope | envelope       |

    Scenario Outline: Two who come at the same moment, speaking <dialect>
      Given users "Alice", "the second Alice" and "the third Alice" speak "<dialect>"
      And user "Bob" connects to the chat
      When users "Alice", "the second Alice" and "the third Alice" try to connect as "Alice" at the same moment
      Then exactly one of "Alice", "the second Alice" and "the third Alice" should have joined
      And user "Bob" should receive "joined" notification for "Alice"
      And user "Bob" should not receive "joined" notification for "Alice"

      Examples:
        | dialect        |
        | plain          |
        | events         |
        | events by word |
        | envelope       |

  Rule: A name that looks like one in use cannot be taken either
    Whoever wants to be taken for another begins with the name.

    Scenario Outline: "<alike>", where "<name>" is
      Given users "<name>" and "Bob" connect to the chat
      When user "Mallory" tries to connect as "<alike>"
      Then user "Mallory" should be rejected
      And user "Bob" should not receive "joined" notification for "<alike>"

      Examples: Case
        | name    | alike  |
        | Alice   | ALICE  |
        | Alice   | alice  |
        | Νίκος   | ΝΊΚΟΣ  |
        | Зоя     | зоя    |
        | Strasse | Straße |
        | Suse    | Suſe   |

      Examples: Width, and other forms of one character
        | name       | alike   |
        | Alice      | Ａlice   |
        | Alice      | ａｌｉｃｅ   |
        | アリス        | ｱﾘｽ     |
        | Fink       | ﬁnk     |
        | Steffen    | Steﬀen  |
        | Henry VIII | Henry Ⅷ |
        | Alice 2    | Alice ² |
        | Alice      | Ⓐlice   |
        | Alice      | 𝐀𝐥𝐢𝐜𝐞   |

    Scenario Outline: The same the other way round: "<alike>", where "<name>" is
      Given users "<name>" and "Bob" connect to the chat
      When user "Mallory" tries to connect as "<alike>"
      Then user "Mallory" should be rejected
      And user "Bob" should not receive "joined" notification for "<alike>"

      Examples:
        | name   | alike   |
        | ALICE  | Alice   |
        | Straße | STRASSE |
        | ﬁnk    | Fink    |
        | Ａlice  | alice   |

    Scenario Outline: <alike> asks to join where Alice is, in <dialect>
      Given user "Mallory" speaks "<dialect>"
      And users "Alice" and "Bob" connect to the chat
      When user "Mallory" connects without joining
      And user "Mallory" asks to join as "<alike>"
      Then user "Mallory" should be told that <reason>
      And user "Mallory" should not have joined
      And user "Bob" should not receive "joined" notification for "<alike>"

      Examples:
        | alike | dialect  | reason                 |
        | Alice | events   | the name is taken      |
        | ALICE | events   | the name is taken      |
        | Ａlice | events   | the name is taken      |
        | Alice | envelope | the message is invalid |
        | ALICE | envelope | the message is invalid |
        | Ａlice | envelope | the message is invalid |

    Scenario Outline: "<other>" is another name than "Alice"
      Given users "Bob" and "Alice" connect to the chat
      When user "<other>" connects to the chat
      Then user "Bob" should receive "joined" notification for "<other>"

      Examples:
        | other   |
        | Alic    |
        | Alicea  |
        | Al ice  |
        | Álice   |
        | Alice 2 |

  Rule: Whoever was told that a name is taken may take another
    A door that shuts after one wrong word is no door.

    Scenario Outline: Another name, in <dialect>
      Given user "Bob" speaks "<dialect>"
      And user "Alice" connects to the chat
      When user "Bob" connects without joining
      And user "Bob" asks to join as "alice"
      Then user "Bob" should be told that <reason>
      When user "Bob" asks to join as "Bob"
      Then user "Bob" should have joined
      And user "Alice" should receive "joined" notification for "Bob"

      Examples:
        | dialect  | reason                 |
        | events   | the name is taken      |
        | envelope | the message is invalid |

    Scenario Outline: The same name, as soon as it is free, in <dialect>
      Given user "the second Alice" speaks "<dialect>"
      And users "Alice" and "Bob" connect to the chat
      When user "the second Alice" connects without joining
      And user "the second Alice" asks to join as "Alice"
      Then user "the second Alice" should not have joined
      When user "Alice" leaves
      And user "Bob" receives "left" notification for "Alice"
      And user "the second Alice" asks to join as "Alice"
      Then user "the second Alice" should have joined
      And user "Bob" should receive "joined" notification for "Alice"

      Examples:
        | dialect  |
        | events   |
        | envelope |

  Rule: When its bearer has gone, a name is free
    A name is lent, not given.

    Scenario Outline: <departure>
      Given user "Alice" speaks "<dialect>"
      And users "Alice" and "Bob" connect to the chat
      When <departure>
      And user "Bob" receives "left" notification for "Alice"
      And a second "Alice" connects to the chat
      Then user "Bob" should receive "joined" notification for "Alice"

      Examples:
        | departure                              | dialect  |
        | user "Alice" leaves                    | plain    |
        | user "Alice" disconnects abruptly      | plain    |
        | the connection of user "Alice" is lost | plain    |
        | user "Alice" leaves                    | events   |
        | user "Alice" asks to leave             | events   |
        | user "Alice" leaves                    | envelope |
        | user "Alice" asks to leave             | envelope |

    Scenario: Under another spelling
      Given users "Alice" and "Bob" connect to the chat
      When user "Alice" leaves
      And user "Bob" receives "left" notification for "Alice"
      And user "ALICE" connects to the chat
      Then user "Bob" should receive "joined" notification for "ALICE"

    Scenario: Whoever was turned away has not taken the name
      Given users "Alice" and "Bob" connect to the chat
      When user "the second Alice" tries to connect as "Alice"
      And user "Alice" leaves
      And user "Bob" receives "left" notification for "Alice"
      And user "Alice" comes back
      Then user "Bob" should receive "joined" notification for "Alice"

  Rule: A name belongs to somebody in one room
    Two rooms may each have their Alice.

    Scenario: In another room the name is free
      Given user "Alice" connects to room "garden"
      And user "Bob" connects to room "kitchen"
      When user "the second Alice" connects to room "kitchen" as "Alice"
      Then user "Bob" should receive "joined" notification for "Alice"
      When user "the second Alice" sends message "Who is cooking?"
      Then user "Bob" should receive message from "Alice" saying "Who is cooking?"
      And user "Alice" should not receive anything

    Scenario: Leaving one room does not free the name in another
      Given user "Alice" connects to room "garden"
      And user "Bob" connects to room "kitchen"
      And user "the second Alice" connects to room "kitchen" as "Alice"
      When user "Alice" leaves
      And user "the third Alice" tries to connect to room "kitchen" as "Alice"
      Then user "the third Alice" should be rejected
      And user "Bob" should not receive anything but notifications
