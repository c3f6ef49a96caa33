/*M!999999\- enable the sandbox mode */ 
-- MariaDB dump 10.19  Distrib 10.11.19-MariaDB, for debian-linux-gnu (x86_64)
--
-- Host: localhost    Database: yourls
-- ------------------------------------------------------
-- Server version	10.11.19-MariaDB-0+deb12u1

/*!40101 SET @OLD_CHARACTER_SET_CLIENT=@@CHARACTER_SET_CLIENT */;
/*!40101 SET @OLD_CHARACTER_SET_RESULTS=@@CHARACTER_SET_RESULTS */;
/*!40101 SET @OLD_COLLATION_CONNECTION=@@COLLATION_CONNECTION */;
/*!40101 SET NAMES utf8mb4 */;
/*!40014 SET @OLD_UNIQUE_CHECKS=@@UNIQUE_CHECKS, UNIQUE_CHECKS=0 */;
/*!40014 SET @OLD_FOREIGN_KEY_CHECKS=@@FOREIGN_KEY_CHECKS, FOREIGN_KEY_CHECKS=0 */;
/*!40101 SET @OLD_SQL_MODE=@@SQL_MODE, SQL_MODE='NO_AUTO_VALUE_ON_ZERO' */;
/*!40111 SET @OLD_SQL_NOTES=@@SQL_NOTES, SQL_NOTES=0 */;

--
-- Table structure for table `yourls_log`
--

DROP TABLE IF EXISTS `yourls_log`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!40101 SET character_set_client = utf8mb4 */;
CREATE TABLE `yourls_log` (
  `click_id` int(11) NOT NULL AUTO_INCREMENT,
  `click_time` datetime NOT NULL,
  `shorturl` varchar(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  `referrer` varchar(200) NOT NULL,
  `user_agent` varchar(255) NOT NULL,
  `ip_address` varchar(41) NOT NULL,
  `country_code` char(2) NOT NULL,
  PRIMARY KEY (`click_id`),
  KEY `shorturl` (`shorturl`)
) ENGINE=InnoDB AUTO_INCREMENT=43 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
/*!40101 SET character_set_client = @saved_cs_client */;

--
-- Dumping data for table `yourls_log`
--

LOCK TABLES `yourls_log` WRITE;
/*!40000 ALTER TABLE `yourls_log` DISABLE KEYS */;
INSERT INTO `yourls_log` VALUES
(1,'2026-11-30 21:08:17','to01','direct','Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0','203.0.113.1','IT'),
(2,'2026-11-30 21:08:17','to02','https://social.example/post/1?it\'s=1','Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1','203.0.113.2','DE'),
(3,'2026-11-30 21:08:17','to03','https://search.example/?q=door','Mozilla/5.0 (Linux; Android 15; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/139.0.0.0 Mobile Safari/537.36','203.0.113.3',''),
(4,'2026-11-30 21:08:17','to04','direct','Example\'Agent/1.0 (quoted; test)','203.0.113.4','IT'),
(5,'2026-11-30 21:08:17','to05','https://social.example/post/1?it\'s=1','Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0','203.0.113.5','DE'),
(6,'2026-11-30 21:08:17','to06','https://search.example/?q=door','Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1','203.0.113.6',''),
(7,'2026-11-30 21:08:17','to07','direct','Mozilla/5.0 (Linux; Android 15; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/139.0.0.0 Mobile Safari/537.36','203.0.113.7','IT'),
(8,'2026-11-30 21:08:17','to08','https://social.example/post/1?it\'s=1','Example\'Agent/1.0 (quoted; test)','203.0.113.8','DE'),
(9,'2026-11-30 21:08:17','to09','https://search.example/?q=door','Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0','203.0.113.9',''),
(10,'2026-11-30 21:08:17','to10','direct','Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1','203.0.113.10','IT'),
(11,'2026-11-30 21:08:17','to11','https://social.example/post/1?it\'s=1','Mozilla/5.0 (Linux; Android 15; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/139.0.0.0 Mobile Safari/537.36','203.0.113.11','DE'),
(12,'2026-11-30 21:08:17','to12','https://search.example/?q=door','Example\'Agent/1.0 (quoted; test)','203.0.113.12',''),
(13,'2026-11-30 21:08:17','to13','direct','Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0','203.0.113.13','IT'),
(14,'2026-11-30 21:08:17','to14','https://social.example/post/1?it\'s=1','Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1','203.0.113.14','DE'),
(15,'2026-11-30 21:08:17','to15','https://search.example/?q=door','Mozilla/5.0 (Linux; Android 15; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/139.0.0.0 Mobile Safari/537.36','203.0.113.15',''),
(16,'2026-11-30 21:08:17','to16','direct','Example\'Agent/1.0 (quoted; test)','203.0.113.16','IT'),
(17,'2026-11-30 21:08:17','to17','https://social.example/post/1?it\'s=1','Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0','203.0.113.17','DE'),
(18,'2026-11-30 21:08:17','to18','https://search.example/?q=door','Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1','203.0.113.18',''),
(19,'2026-11-30 21:08:17','to19','direct','Mozilla/5.0 (Linux; Android 15; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/139.0.0.0 Mobile Safari/537.36','203.0.113.19','IT'),
(20,'2026-11-30 21:08:18','to20','https://social.example/post/1?it\'s=1','Example\'Agent/1.0 (quoted; test)','203.0.113.20','DE'),
(21,'2026-11-30 21:08:18','to21','https://search.example/?q=door','Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0','203.0.113.21',''),
(22,'2026-11-30 21:08:18','to22','direct','Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1','203.0.113.22','IT'),
(23,'2026-11-30 21:08:18','to23','https://social.example/post/1?it\'s=1','Mozilla/5.0 (Linux; Android 15; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/139.0.0.0 Mobile Safari/537.36','203.0.113.23','DE'),
(24,'2026-11-30 21:08:18','to24','https://search.example/?q=door','Example\'Agent/1.0 (quoted; test)','203.0.113.24',''),
(25,'2026-11-30 21:08:18','MiXed','direct','Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0','203.0.113.25','IT'),
(26,'2026-11-30 21:08:18','mixed','https://social.example/post/1?it\'s=1','Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1','203.0.113.26','DE'),
(27,'2026-11-30 21:08:18','menu.pdf','https://search.example/?q=door','Mozilla/5.0 (Linux; Android 15; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/139.0.0.0 Mobile Safari/537.36','203.0.113.27',''),
(28,'2026-11-30 21:08:18','docs/start','direct','Example\'Agent/1.0 (quoted; test)','203.0.113.28','IT'),
(29,'2026-11-30 21:08:18','a-b_c','https://social.example/post/1?it\'s=1','Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0','203.0.113.29','DE'),
(30,'2026-11-30 21:08:18','%C3%BC','https://search.example/?q=door','Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1','203.0.113.30',''),
(31,'2026-11-30 21:08:18','x','direct','Mozilla/5.0 (Linux; Android 15; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/139.0.0.0 Mobile Safari/537.36','203.0.113.31','IT'),
(32,'2026-11-30 21:08:18','LLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLL','https://social.example/post/1?it\'s=1','Example\'Agent/1.0 (quoted; test)','203.0.113.32','DE'),
(33,'2026-11-30 21:08:18','1','https://search.example/?q=door','Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0','203.0.113.33',''),
(34,'2026-11-30 21:08:18','import','direct','Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1','203.0.113.34','IT'),
(35,'2026-11-30 21:08:18','semi','https://social.example/post/1?it\'s=1','Mozilla/5.0 (Linux; Android 15; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/139.0.0.0 Mobile Safari/537.36','203.0.113.35','DE'),
(36,'2026-11-30 21:08:18','MiXed','direct','Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0','203.0.113.100','IT'),
(37,'2026-11-30 21:08:18','MiXed','direct','Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1','2001:db8::7','IT'),
(38,'2026-11-30 21:08:18','MiXed','direct','Mozilla/5.0 (Linux; Android 15; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/139.0.0.0 Mobile Safari/537.36','203.0.113.100','IT'),
(39,'2026-11-30 21:08:18','MiXed','direct','Example\'Agent/1.0 (quoted; test)','2001:db8::7','IT'),
(40,'2026-11-30 21:08:18','MiXed','direct','Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0','203.0.113.100','IT'),
(41,'2026-11-30 21:08:18','MiXed','direct','Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1','2001:db8::7','IT'),
(42,'2026-11-30 21:08:18','mixed','direct','-','198.51.100.7','');
/*!40000 ALTER TABLE `yourls_log` ENABLE KEYS */;
UNLOCK TABLES;

--
-- Table structure for table `yourls_options`
--

DROP TABLE IF EXISTS `yourls_options`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!40101 SET character_set_client = utf8mb4 */;
CREATE TABLE `yourls_options` (
  `option_id` bigint(20) unsigned NOT NULL AUTO_INCREMENT,
  `option_name` varchar(64) NOT NULL DEFAULT '',
  `option_value` longtext NOT NULL,
  PRIMARY KEY (`option_id`,`option_name`),
  KEY `option_name` (`option_name`)
) ENGINE=InnoDB AUTO_INCREMENT=6 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
/*!40101 SET character_set_client = @saved_cs_client */;

--
-- Dumping data for table `yourls_options`
--

LOCK TABLES `yourls_options` WRITE;
/*!40000 ALTER TABLE `yourls_options` DISABLE KEYS */;
INSERT INTO `yourls_options` VALUES
(1,'version','1.10.4'),
(2,'db_version','507'),
(3,'next_id','2'),
(5,'active_plugins','a:1:{i:0;s:19:\"any-code/plugin.php\";}');
/*!40000 ALTER TABLE `yourls_options` ENABLE KEYS */;
UNLOCK TABLES;

--
-- Table structure for table `yourls_url`
--

DROP TABLE IF EXISTS `yourls_url`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!40101 SET character_set_client = utf8mb4 */;
CREATE TABLE `yourls_url` (
  `keyword` varchar(100) NOT NULL DEFAULT '',
  `url` text NOT NULL,
  `title` text CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci DEFAULT NULL,
  `timestamp` timestamp NOT NULL DEFAULT current_timestamp(),
  `ip` varchar(41) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci NOT NULL,
  `clicks` int(10) unsigned NOT NULL,
  PRIMARY KEY (`keyword`),
  KEY `ip` (`ip`),
  KEY `timestamp` (`timestamp`),
  KEY `url_idx` (`url`(30))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
/*!40101 SET character_set_client = @saved_cs_client */;

--
-- Dumping data for table `yourls_url`
--

LOCK TABLES `yourls_url` WRITE;
/*!40000 ALTER TABLE `yourls_url` DISABLE KEYS */;
INSERT INTO `yourls_url` VALUES
('%C3%BC','https://shop.example/uni3','Encoded','2026-11-30 21:08:17','192.0.2.50',1),
('1','https://shop.example/random','Random','2026-11-30 21:08:17','192.0.2.50',1),
('LLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLL','https://shop.example/long','Long','2026-11-30 21:08:17','192.0.2.50',1),
('MiXed','https://shop.example/mixed1','Mixed','2026-11-30 21:08:17','192.0.2.50',7),
('a-b_c','https://shop.example/hyphen','A title','2026-11-30 21:08:17','192.0.2.50',1),
('docs/start','https://shop.example/slash','Start here tab','2026-11-30 21:08:17','192.0.2.50',1),
('import','https://shop.example/import','Import','2026-11-30 21:08:17','192.0.2.50',1),
('menu.pdf','https://shop.example/dotted','Menu','2026-11-30 21:08:17','192.0.2.50',1),
('mixed','https://shop.example/mixed2','It\'s \"quoted\" \\ & bold – 3 € 🍇','2026-11-30 21:08:17','192.0.2.50',2),
('semi','https://shop.example/semi','a;b\'); DROP TABLE x; --','2026-11-30 21:08:17','192.0.2.50',1),
('to01','https://shop.example/','https://shop.example/','2026-11-30 21:08:16','192.0.2.50',1),
('to02','https://shop.example','https://shop.example','2026-11-30 21:08:16','192.0.2.50',1),
('to03','https://shop.example/a?x=1&y=2#part','https://shop.example/a?x=1&y=2#part','2026-11-30 21:08:16','192.0.2.50',1),
('to04','https://shop.example/Path','HTTPS://Shop.Example/Path','2026-11-30 21:08:16','192.0.2.50',1),
('to05','https://shop.example:8443/p','https://shop.example:8443/p','2026-11-30 21:08:16','192.0.2.50',1),
('to06','https://shop.example/stra%C3%9Fe','https://shop.example/stra%C3%9Fe','2026-11-30 21:08:16','192.0.2.50',1),
('to07','https://shop.example/straße?größe=42','https://shop.example/straße?größe=42','2026-11-30 21:08:16','192.0.2.50',1),
('to08','https://shop.example/a%2Fb?next=https%3A%2F%2Fother.example%2F%3Fq%3D1','https://shop.example/a%2Fb?next=https%3A%2F%2Fother.example%2F%3Fq%3D1','2026-11-30 21:08:16','192.0.2.50',1),
('to09','https://shop.example/it\'s(ok)!*;:@=+$,~','https://shop.example/it\'s(ok)!*;:@=+$,~','2026-11-30 21:08:16','192.0.2.50',1),
('to10','https://shop.example/[x]|yz','https://shop.example/[x]|y{z}^`\"\\','2026-11-30 21:08:16','192.0.2.50',1),
('to11','https://bücher.example/neu','https://bücher.example/neu','2026-11-30 21:08:16','192.0.2.50',1),
('to12','https://user:pw@shop.example/private','https://user:pw@shop.example/private','2026-11-30 21:08:16','192.0.2.50',1),
('to13','http://192.0.2.10/path','http://192.0.2.10/path','2026-11-30 21:08:16','192.0.2.50',1),
('to14','https://shop.example/?utm_source=poster&utm_medium=print','https://shop.example/?utm_source=poster&utm_medium=print','2026-11-30 21:08:16','192.0.2.50',1),
('to15','https://shop.example/%zz','https://shop.example/%zz','2026-11-30 21:08:16','192.0.2.50',1),
('to16','http://[2001:db8::1]/x','http://[2001:db8::1]/x','2026-11-30 21:08:16','192.0.2.50',1),
('to17','https://shop.example/','https://shop.example/?','2026-11-30 21:08:16','192.0.2.50',1),
('to18','https://shop.example/a/../b/./c','https://shop.example/a/../b/./c','2026-11-30 21:08:16','192.0.2.50',1),
('to19','https://shop.example/ab','https://shop.example/a b','2026-11-30 21:08:16','192.0.2.50',1),
('to20','https://localhost/x','https://localhost/x','2026-11-30 21:08:16','192.0.2.50',1),
('to21','https://www.shop.example./dot','https://www.shop.example./dot','2026-11-30 21:08:16','192.0.2.50',1),
('to22','mailto:desk@shop.example','mailto:desk@shop.example','2026-11-30 21:08:16','192.0.2.50',1),
('to23','ftp://files.example/x','ftp://files.example/x','2026-11-30 21:08:16','192.0.2.50',1),
('to24','whatsapp://send?text=hello','whatsapp://send?text=hello','2026-11-30 21:08:17','192.0.2.50',1),
('x','https://shop.example/one','One','2026-11-30 21:08:17','192.0.2.50',1);
/*!40000 ALTER TABLE `yourls_url` ENABLE KEYS */;
UNLOCK TABLES;

/*!40101 SET SQL_MODE=@OLD_SQL_MODE */;
/*!40014 SET FOREIGN_KEY_CHECKS=@OLD_FOREIGN_KEY_CHECKS */;
/*!40014 SET UNIQUE_CHECKS=@OLD_UNIQUE_CHECKS */;
/*!40101 SET CHARACTER_SET_CLIENT=@OLD_CHARACTER_SET_CLIENT */;
/*!40101 SET CHARACTER_SET_RESULTS=@OLD_CHARACTER_SET_RESULTS */;
/*!40101 SET COLLATION_CONNECTION=@OLD_COLLATION_CONNECTION */;
/*!40111 SET SQL_NOTES=@OLD_SQL_NOTES */;

-- Dump completed on 2026-11-30 21:08:19
